package ai.massgen.toolkit.container;

import ai.massgen.toolkit.io.BackgroundThread;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Reaches an engine through a program: what it says goes to the engine's socket over there. It asks nobody for a password.
 *
 * @param endpoint where to
 */
record SshConnector(EngineEndpoint.SshCommand endpoint) {
    private static final int LONGEST_WORD = 2000;

    List<String> command() {
        List<String> command = new ArrayList<>(endpoint.ssh());
        command.addAll(List.of("-o", "BatchMode=yes", "-o", "ConnectTimeout=30", "-T"));
        endpoint.user().ifPresent(user -> command.addAll(List.of("-l", user)));
        endpoint.port().ifPresent(port -> command.addAll(List.of("-p", Integer.toString(port))));
        command.addAll(List.of("--", endpoint.host(), "docker", "system", "dial-stdio"));
        return command;
    }

    EngineChannel connect() throws IOException {
        Process process = new ProcessBuilder(command()).start();
        Words words = new Words(process.getErrorStream());
        try {
            return PumpedStreams.channel(
                    "massgen-ssh",
                    process.getInputStream(),
                    process.getOutputStream(),
                    () -> process.getOutputStream().close(),
                    process::destroyForcibly,
                    () -> words.all(endpoint));
        } catch (IOException e) {
            process.destroyForcibly();
            throw e;
        }
    }

    /** What the program says to people. Read to its end, kept up to a length. */
    private static final class Words {
        private final ReentrantLock lock = new ReentrantLock();
        private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
        private final Thread reader;

        Words(InputStream said) {
            reader = BackgroundThread.platform("massgen-ssh-words", () -> read(said));
        }

        private void read(InputStream said) {
            byte[] piece = new byte[1024];
            try (said) {
                for (int count = said.read(piece); count >= 0; count = said.read(piece)) {
                    keep(piece, count);
                }
            } catch (IOException e) {
                // it was ended
            }
        }

        private void keep(byte[] piece, int count) {
            lock.lock();
            try {
                kept.write(piece, 0, Math.min(count, LONGEST_WORD - Math.min(LONGEST_WORD, kept.size())));
            } finally {
                lock.unlock();
            }
        }

        /** Asked when the program's output has ended, so its words end too. */
        String all(EngineEndpoint.SshCommand endpoint) {
            try {
                reader.join(1000);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
            lock.lock();
            try {
                String said = kept.toString(StandardCharsets.UTF_8).strip().replaceAll("\\p{Cntrl}+", " ");
                return "no connection by " + endpoint.ssh().get(0) + ": " + (said.isEmpty() ? "it said nothing" : said);
            } finally {
                lock.unlock();
            }
        }
    }
}
