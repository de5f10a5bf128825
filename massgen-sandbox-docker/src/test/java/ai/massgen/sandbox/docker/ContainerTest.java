package ai.massgen.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxProcess;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
class ContainerTest {
    private static final String NAME = "massgen-test-" + ProcessHandle.current().pid() + "-";

    @TempDir
    Path folder;

    private LocalEngine engine;
    private Sandbox sandbox;
    private ImageId image;
    private final ByteArrayOutputStream stderr = new ByteArrayOutputStream();

    @BeforeEach
    void open() throws Exception {
        engine = LocalEngine.require();
        engine.makeImage("massgen-test/busybox", "1", List.of());
        DockerConfig config = new DockerConfig(
                LocalEngine.HOST,
                Optional.empty(),
                Duration.ofSeconds(20),
                Duration.ofSeconds(60),
                Duration.ofMinutes(1));
        sandbox = new DockerSandbox().open(config, TestContext.in(folder));
        image = sandbox.prepare(
                new ImageSource.Reference("massgen-test/busybox:1", ImageSource.Pull.NEVER), progress -> {});
    }

    @AfterEach
    void close() throws Exception {
        if (sandbox != null) {
            sandbox.close();
            assertThat(engine.containers(NAME)).isEmpty();
        }
    }

    @Test
    void anEchoComesBackAndHalfCloseIsEndOfFile() throws Exception {
        ProcessSpec spec = ProcessSpec.builder(NAME + "echo")
                .image(image)
                .command(List.of("/bin/cat"))
                .labels(Map.of("ai.massgen.owner", "test"))
                .build();
        try (SandboxProcess process = sandbox.start(spec, stderr::writeBytes)) {
            process.stdin().write("héllo €\n".getBytes(StandardCharsets.UTF_8));
            byte[] line = process.stdout().readNBytes(11);
            assertThat(new String(line, StandardCharsets.UTF_8)).isEqualTo("héllo €\n");
            process.stdin().close();
            assertThat(process.stdout().read()).isEqualTo(-1);
            assertThat(process.awaitExit(Duration.ofSeconds(5)))
                    .hasValueSatisfying(status -> assertThat(status.code()).isZero());
            assertThat(process.evidence()).extracting(Evidence::control).contains(Control.values());
        }
    }
}
