package ai.massgen.toolkit.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A connection by way of a program, which here is a shell in the place of ssh: its arguments follow the script. */
@Timeout(60)
class PumpedStreamsTest {
    private static EngineChannel through(String script) throws IOException {
        return new EngineEndpoint.SshCommand(
                        List.of("sh", "-c", script, "ssh"), Optional.of("ada"), "host", OptionalInt.of(22))
                .connect(Duration.ofSeconds(10));
    }

    private static String rest(EngineChannel channel) throws IOException {
        StringBuilder all = new StringBuilder();
        for (int next = channel.read(); next >= 0; next = channel.read()) {
            all.append((char) next);
        }
        return all.toString();
    }

    private static void say(EngineChannel channel, String text) throws IOException {
        byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
        channel.write(bytes, 0, bytes.length);
    }

    @Test
    void bytesGoBothWaysAndOneDirectionEndsBeforeTheOther() throws IOException {
        try (EngineChannel channel = through("cat; echo end")) {
            say(channel, "hello ");
            assertThat((char) channel.read()).isEqualTo('h');
            channel.shutdownOutput();
            channel.shutdownOutput();
            assertThat(rest(channel)).isEqualTo("ello end\n");
        }
    }

    @Test
    void muchMoreThanAnyPipeHoldsArrivesWhole() throws Exception {
        String piece = "0123456789abcdef".repeat(4096);
        try (EngineChannel channel = through("cat")) {
            CompletableFuture<Void> said = CompletableFuture.runAsync(() -> {
                try {
                    for (int i = 0; i < 32; i++) {
                        say(channel, piece);
                    }
                    channel.shutdownOutput();
                } catch (IOException e) {
                    throw new AssertionError(e);
                }
            });
            assertThat(rest(channel)).isEqualTo(piece.repeat(32));
            said.get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void theProgramIsToldWhereToGo() throws IOException {
        try (EngineChannel channel = through("echo \"$*\"")) {
            assertThat(rest(channel))
                    .isEqualTo(
                            "-o BatchMode=yes -o ConnectTimeout=30 -T -l ada -p 22 -- host docker system dial-stdio\n");
        }
    }

    @Test
    void aProgramThatEndsWithoutAWordOfTheEngineIsQuoted() throws IOException {
        try (EngineChannel channel = through("echo 'Permission denied (publickey).' >&2; exit 255")) {
            assertThatThrownBy(channel::read)
                    .isInstanceOf(IOException.class)
                    .hasMessage("no connection by sh: Permission denied (publickey).");
        }
    }

    @Test
    void whoWaitsIsWokenByAnInterrupt() throws Exception {
        try (EngineChannel channel = through("exec sleep 1000")) {
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            CountDownLatch reading = new CountDownLatch(1);
            Thread reader = Thread.ofPlatform().start(() -> {
                reading.countDown();
                try {
                    outcome.complete(new AssertionError("read " + channel.read()));
                } catch (IOException e) {
                    outcome.complete(e);
                }
            });
            reading.await();
            reader.interrupt();
            assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(ClosedByInterruptException.class);
        }
    }

    @Test
    void closingEndsTheProgramAndWhoWaitsForIt() throws Exception {
        EngineChannel channel = through("echo $$; exec sleep 1000");
        StringBuilder pid = new StringBuilder();
        for (int next = channel.read(); next != '\n'; next = channel.read()) {
            pid.append((char) next);
        }
        ProcessHandle program = ProcessHandle.of(Long.parseLong(pid.toString())).orElseThrow();
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread.ofVirtual().start(() -> {
            try {
                outcome.complete(new AssertionError("read " + channel.read()));
            } catch (IOException e) {
                outcome.complete(e);
            }
        });
        channel.close();
        channel.close();
        assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(IOException.class);
        program.onExit().get(10, TimeUnit.SECONDS);
    }
}
