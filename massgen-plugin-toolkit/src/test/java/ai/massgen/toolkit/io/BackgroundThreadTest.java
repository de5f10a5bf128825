package ai.massgen.toolkit.io;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class BackgroundThreadTest {
    @Test
    void aPlatformThreadHasItsNameAndKeepsNoProcessAlive() throws Exception {
        CompletableFuture<Thread> seen = new CompletableFuture<>();
        BackgroundThread.platform("massgen-reader", () -> seen.complete(Thread.currentThread()))
                .join();
        assertThat(seen.get().isVirtual()).isFalse();
        assertThat(seen.get().isDaemon()).isTrue();
        assertThat(seen.get().getName()).isEqualTo("massgen-reader");
    }

    @Test
    void aVirtualThreadHasItsName() throws Exception {
        CompletableFuture<Thread> seen = new CompletableFuture<>();
        BackgroundThread.virtual("massgen-call", () -> seen.complete(Thread.currentThread()))
                .join();
        assertThat(seen.get().isVirtual()).isTrue();
        assertThat(seen.get().getName()).isEqualTo("massgen-call");
    }
}
