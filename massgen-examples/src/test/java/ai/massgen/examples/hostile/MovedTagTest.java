package ai.massgen.examples.hostile;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import ai.massgen.core.ToolPins;
import ai.massgen.examples.SmallServer;
import ai.massgen.testkit.engine.LocalDocker;
import ai.massgen.testkit.engine.LocalPodman;
import ai.massgen.testkit.hostile.Observed;
import ai.massgen.testkit.hostile.Row;
import ai.massgen.testkit.registry.LocalRegistry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Between two runs somebody pushes another image behind the same tag. */
@Tag("engine")
@Tag("hostile")
@Timeout(180)
class MovedTagTest {
    private static final String CONFIG = """
            version: 1
            agents:
              - id: ada
                backend:
                  type: scripted
                  mode: script
                  steps:
                    - { say: "Looking.", tool: small__look, arguments: {} }
                    - { answer: "{{last_tool_result}}" }
            sandbox: { engine: @@ENGINE@@ }
            tools:
              small:
                image: @@IMAGE@@
                pull: always
                @@SERVER@@
            """.replace("@@SERVER@@", SmallServer.command("text=$WHICH"));

    private final List<String> events = new ArrayList<>();
    private final Set<String> pulled = new TreeSet<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path data;

    @SuppressWarnings("NullAway.Init")
    private LocalRegistry registry;

    @BeforeEach
    void startRegistry() throws IOException {
        assertThat(LocalDocker.host()).isNotBlank();
        registry = LocalRegistry.open(data);
    }

    @AfterEach
    void stopRegistry() throws IOException, InterruptedException {
        if (registry != null) {
            registry.close();
        }
    }

    private String image() {
        return "127.0.0.1:" + registry.port() + "/tools/small:v1";
    }

    /** Busybox with a variable. */
    private void push(String which) throws IOException, InterruptedException {
        String container = docker("create", OwnDaemon.IMAGE);
        try {
            assertThat(docker("commit", "--change", "ENV WHICH=" + which, container, image()))
                    .startsWith("sha256:");
            assertThat(docker("push", image())).contains("digest: sha256:");
        } finally {
            assertThat(docker("rm", container)).isEqualTo(container);
            assertThat(docker("rmi", image())).contains("Untagged");
        }
    }

    private static String docker(String... arguments) throws IOException, InterruptedException {
        return engine(Oci.RUNC, arguments);
    }

    private static String engine(Oci oci, String... arguments) throws IOException, InterruptedException {
        return oci == Oci.PODMAN
                ? run("podman", "--url", LocalPodman.host(), arguments)
                : run("docker", "--host", LocalDocker.host(), arguments);
    }

    private static String run(String program, String option, String host, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(program, option, host));
        command.addAll(Arrays.asList(arguments));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        assertThat(process.waitFor()).as(said).isZero();
        return said;
    }

    private MassGen massGen(Oci oci) throws IOException {
        Path config = Files.writeString(
                folder.resolve("massgen.yaml"),
                CONFIG.replace("@@ENGINE@@", oci.sandbox()).replace("@@IMAGE@@", image()));
        return MassGen.builder()
                .config(config)
                .environment(Map.of(LocalDocker.HOST, LocalDocker.host(), LocalPodman.HOST, LocalPodman.host()))
                .build();
    }

    private String ask(Oci oci) throws IOException, InterruptedException {
        try (MassGen massGen = massGen(oci);
                Session session = massGen.session()) {
            RunResult result = session.ask(
                    "which one?", record -> events.add(record.event().toString()));
            pulled.add(engine(oci, "images", "--quiet", "--no-trunc", image()));
            return result instanceof RunResult.Decided decided ? decided.answer() : "nothing";
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Oci.class,
            names = {"RUNC", "PODMAN"})
    @Row("F9")
    void whatIsBehindATagNowDoesNotStartUntilItIsApproved(Oci oci, Observed observed) throws Exception {
        try {
            push("first");
            assertThat(ask(oci)).isEqualTo("first");
            String lock = Files.readString(folder.resolve("massgen.lock"));
            assertThat(lock).contains("tools/small@sha256:");
            push("second");
            events.clear();
            assertThat(ask(oci)).isEqualTo("nothing");
            assertThat(events).anyMatch(event -> event.contains("is another image than the one that was pinned"));
            assertThat(folder.resolve("massgen.lock")).hasContent(lock);
            try (MassGen massGen = massGen(oci)) {
                ToolPins.Look look = massGen.pins().look("small");
                assertThat(look.server().state()).isEqualTo(ToolPins.State.CHANGED);
                look.approve();
            }
            assertThat(ask(oci)).isEqualTo("second");
            assertThat(Files.readString(folder.resolve("massgen.lock"))).isNotEqualTo(lock);
            observed.that("pinned, moved, not started, approved, started");
        } finally {
            for (String id : pulled) {
                assertThat(engine(oci, "rmi", "--force", id)).isNotBlank();
            }
        }
    }
}
