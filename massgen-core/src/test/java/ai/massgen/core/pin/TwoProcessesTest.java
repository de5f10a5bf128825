package ai.massgen.core.pin;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Two programs use tools for the first time, in one folder, at once. */
@Timeout(120)
class TwoProcessesTest {
    private static final int EACH = 40;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    /** One of the programs: pins many servers, one by one. */
    static final class Pinning {
        private Pinning() {}

        public static void main(String[] args) {
            LockFile file = new LockFile(Path.of(args[0]));
            for (int i = 0; i < EACH; i++) {
                ServerPin pin = Samples.server(args[1] + i, Samples.tool("look", "Looks."));
                Lock after = file.update(now -> now.with(pin));
                if (after.find(pin.subject()).isEmpty()) {
                    throw new IllegalStateException("not pinned");
                }
            }
        }
    }

    private Process pinning(String name) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Pinning.class.getName(),
                        folder.toString(),
                        name)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
    }

    @Test
    void noneLosesWhatTheOtherPinned() throws Exception {
        List<Process> programs = List.of(pinning("ada"), pinning("ben"));

        for (Process program : programs) {
            assertThat(program.waitFor(100, TimeUnit.SECONDS)).isTrue();
            assertThat(program.exitValue()).isZero();
        }

        assertThat(new LockFile(folder).read().pins()).hasSize(2 * EACH);
    }

    @Test
    void anInterruptNeitherEndsTheWaitNorIsLost() {
        Thread.currentThread().interrupt();

        Lock lock = new LockFile(folder).update(now -> now.with(Samples.server("files", Samples.tool("a", "A."))));

        assertThat(Thread.interrupted()).isTrue();
        assertThat(lock.pins()).hasSize(1);
    }
}
