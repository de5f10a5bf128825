package ai.massgen.examples.hostile;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A real ssh server of a test's own, on a free port of the loopback, with keys of its own. Whoever logs in finds an engine
 * there. Only root can have one.
 */
final class OwnSshd implements AutoCloseable {
    private static final Path PROGRAM = Path.of("/usr/sbin/sshd");

    private final Path folder;
    private final int port;
    private final Process process;

    private OwnSshd(Path folder, int port, Process process) {
        this.folder = folder;
        this.port = port;
        this.process = process;
    }

    /** Starts one, or the test is skipped. */
    static OwnSshd start(Path folder, String engine) throws IOException, InterruptedException {
        assumeTrue(System.getProperty("user.name").equals("root"), "only root can start an ssh server");
        assumeTrue(Files.isExecutable(PROGRAM), "there is no sshd: scripts/engines up installs it");
        Files.createDirectories(Path.of("/run/sshd")); // where it locks itself in
        key(folder.resolve("host"));
        key(folder.resolve("user"));
        key(folder.resolve("stranger"));
        Files.copy(folder.resolve("user.pub"), folder.resolve("authorized"));
        int port = freePort();
        String known = "[127.0.0.1]:" + port + " " + Files.readString(folder.resolve("host.pub"));
        Files.writeString(folder.resolve("known"), known);
        Files.writeString(folder.resolve("nobody"), "");
        Files.writeString(folder.resolve("sshd.conf"), """
                Port %d
                ListenAddress 127.0.0.1
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                StrictModes no
                UsePAM no
                PasswordAuthentication no
                KbdInteractiveAuthentication no
                PermitRootLogin prohibit-password
                MaxStartups 100
                SetEnv DOCKER_HOST=%s
                """.formatted(
                        port, folder.resolve("host"), folder.resolve("authorized"), engine));
        Process process = new ProcessBuilder(
                        PROGRAM.toString(),
                        "-D",
                        "-e",
                        "-f",
                        folder.resolve("sshd.conf").toString())
                .redirectErrorStream(true)
                .start();
        OwnSshd server = new OwnSshd(folder, port, process);
        try {
            server.awaitListening();
            return server;
        } catch (IOException | RuntimeException | Error e) {
            server.close();
            throw e;
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private static void key(Path file) throws IOException, InterruptedException {
        Process maker =
                new ProcessBuilder("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", file.toString()).start();
        if (!maker.waitFor(60, TimeUnit.SECONDS) || maker.exitValue() != 0) {
            throw new IOException("no key could be made");
        }
    }

    /** Reads what it says to the line that it listens, and the rest on a thread, so that it never waits for a reader. */
    private void awaitListening() throws IOException {
        BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder all = new StringBuilder();
        for (String line = said.readLine(); line != null; line = said.readLine()) {
            all.append(line).append('\n');
            if (line.contains("Server listening on 127.0.0.1")) {
                Thread ignored = Thread.ofVirtual().start(() -> said.lines().forEach(rest -> {}));
                return;
            }
        }
        throw new IOException("the ssh server ended: " + all);
    }

    /** What {@code sandbox.docker} says to use it. */
    String settings() throws IOException {
        return settings("user", "known");
    }

    /** The same with a key that it does not know. */
    String settingsOfAStranger() throws IOException {
        return settings("stranger", "known");
    }

    /** The same for somebody who does not know its own key. */
    String settingsOfSomebodyNew() throws IOException {
        return settings("user", "nobody");
    }

    private String settings(String key, String known) throws IOException {
        Path client = folder.resolve(key + "-" + known + ".conf");
        Files.writeString(client, """
                IdentityFile %s
                IdentitiesOnly yes
                UserKnownHostsFile %s
                GlobalKnownHostsFile /dev/null
                StrictHostKeyChecking yes
                """.formatted(folder.resolve(key), folder.resolve(known)));
        Files.setPosixFilePermissions(client, PosixFilePermissions.fromString("rw-------"));
        List<String> program = List.of("ssh", "-F", client.toString());
        return "{ host: \"ssh://root@127.0.0.1:" + port + "\", ssh: [" + String.join(", ", program) + "] }";
    }

    /** Ends all connections; new ones can be made. */
    void cut() {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
    }

    @Override
    public void close() {
        cut();
        process.destroyForcibly();
    }
}
