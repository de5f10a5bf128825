package ai.massgen.examples.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.event.SessionEvent.ToolServerFailed;
import ai.massgen.core.event.SessionEvent.ToolServerStarted;
import ai.massgen.examples.SmallServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A real engine that is reached by TLS as if it were on another machine. By ssh: {@link SshEngineTest}. */
@Tag("engine")
@Timeout(300)
class RemoteEngineTest {
    private static final String CONFIG =
            """
            version: 1
            agents:
              - id: ada
                backend:
                  type: scripted
                  mode: script
                  steps:
                    - { say: "Looking.", tool: small__look, arguments: {} }
                    - { answer: "{{last_tool_result}}" }
            sandbox:
              engine: docker
              docker: @@DOCKER@@
            tools:
              small:
                image: massgen/busybox
                pull: never
                @@MORE@@
                @@SERVER@@
            """.replace("@@SERVER@@", SmallServer.command("text=\"seen from afar$TOKEN\""));

    private static final Map<String, String> VARIABLES = Map.of("HIDDEN", ", with a secret");

    private static @Nullable OwnDaemon daemon;
    private static int port;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path authority;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    private final List<SessionEvent> events = new CopyOnWriteArrayList<>();

    @BeforeAll
    static void startDaemon() throws Exception {
        Path server = TestCertificates.in(authority).server();
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        daemon = OwnDaemon.start(
                "--host=tcp://127.0.0.1:" + port,
                "--tlsverify",
                "--tlscacert=" + server.resolve("ca.pem"),
                "--tlscert=" + server.resolve("cert.pem"),
                "--tlskey=" + server.resolve("key.pem"));
    }

    @AfterAll
    static void stopDaemon() throws IOException, InterruptedException {
        if (daemon != null) {
            daemon.close();
        }
    }

    private static OwnDaemon daemon() {
        return Objects.requireNonNull(daemon, "not started");
    }

    private RunResult run(String docker, String more) throws IOException, InterruptedException {
        Path config = Files.writeString(
                folder.resolve("massgen.yaml"),
                CONFIG.replace("@@DOCKER@@", docker).replace("@@MORE@@", more));
        try (MassGen massGen =
                        MassGen.builder().config(config).environment(VARIABLES).build();
                Session session = massGen.session()) {
            return session.ask("what is there?", record -> events.add(record.event()));
        }
    }

    private static String tls(String host, Path certificates) {
        return "{ host: \"tcp://" + host + ":" + port + "\", certificates: \"" + certificates + "\" }";
    }

    private static Path client() {
        return new TestCertificates(authority).client();
    }

    private void isUsed(RunResult result) {
        isUsed(result, "");
    }

    private void isUsed(RunResult result, String more) {
        assertThat(result)
                .isInstanceOfSatisfying(
                        RunResult.Decided.class,
                        decided -> assertThat(decided.answer()).isEqualTo("seen from afar" + more));
        assertThat(events).hasAtLeastOneElementOfType(ToolServerStarted.class);
        assertThat(daemon().containersLeft()).isEmpty();
    }

    private void isRefused(String why) {
        assertThat(events)
                .filteredOn(ToolServerFailed.class::isInstance)
                .isNotEmpty()
                .allSatisfy(event -> assertThat(event.toString()).contains(why));
    }

    @Test
    void aServerRunsOnAnEngineThatIsReachedByTls() throws Exception {
        isUsed(run(tls("127.0.0.1", client()), ""));
    }

    @Test
    void anEngineWhoseCertificateIsForAnotherNameIsNotTrusted() throws Exception {
        run(tls("localhost", client()), "");
        isRefused("matching localhost found");
    }

    @Test
    void anEngineOfAnotherAuthorityIsNotTrusted() throws Exception {
        Path other = TestCertificates.in(Files.createDirectory(folder.resolve("other")))
                .client();
        run(tls("127.0.0.1", other), "");
        isRefused("PKIX path");
    }

    @Test
    void anEngineThatDoesNotKnowUsTurnsUsAway() throws Exception {
        Path other = TestCertificates.in(Files.createDirectory(folder.resolve("other")))
                .client();
        Files.copy(client().resolve("ca.pem"), other.resolve("ca.pem"), StandardCopyOption.REPLACE_EXISTING);
        run(tls("127.0.0.1", other), "");
        isRefused("is not available");
    }

    @Test
    void secretsReachAServerElsewhere() throws Exception {
        isUsed(run(tls("127.0.0.1", client()), "secrets: { TOKEN: \"${HIDDEN}\" }"), ", with a secret");
    }

    @Test
    void foldersOfThisMachineAreNotMountedElsewhere() throws Exception {
        Files.createDirectory(folder.resolve("data"));
        run(tls("127.0.0.1", client()), "mounts: [ { path: data, target: /data } ]");
        isRefused("is on another machine");
    }
}
