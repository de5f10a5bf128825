package ai.massgen.sandbox.podman;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.api.sandbox.SandboxProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A sandbox on the real Podman, opened once for a test class. After each test nothing that it started may be left, and
 * nothing that anybody has to be warned of may have happened.
 */
final class RealPodman implements BeforeAllCallback, AfterEachCallback, AfterAllCallback {
    static final String BUSYBOX = "massgen/busybox:latest";
    static final Duration SOON = Duration.ofSeconds(60);
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String prefix =
            "massgen-test-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet() + "-";
    private @Nullable Opened opened;

    private record Opened(
            LocalService raw, Path folder, TestContext context, Sandbox sandbox, ImageId image, TestImages images) {}

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        LocalService raw = LocalService.require();
        raw.requireImage(BUSYBOX);
        Path folder = Files.createTempDirectory("massgen-test");
        TestContext offered = TestContext.in(folder);
        Sandbox sandbox = new PodmanSandbox().open(config(), offered);
        opened = new Opened(raw, folder, offered, sandbox, image(sandbox, BUSYBOX), new TestImages(raw, prefix));
    }

    static PodmanConfig config() {
        PodmanConfig all = PodmanConfig.DEFAULT;
        return new PodmanConfig(LocalService.HOST, all.requestTimeout(), all.startTimeout(), all.pullIdleTimeout());
    }

    static ImageId image(Sandbox sandbox, String reference) throws InterruptedException {
        return sandbox.prepare(new ImageSource.Reference(reference, ImageSource.Pull.NEVER), progress -> {});
    }

    @Override
    public void afterEach(ExtensionContext context) throws IOException, InterruptedException {
        if (opened != null) {
            List<String> warnings = List.copyOf(context().warnings());
            context().warnings().clear();
            assertThat(raw().containers(prefix)).isEmpty();
            assertThat(raw().secrets()).isEmpty();
            assertThat(files()).as("left in the private folder").isEmpty();
            assertThat(warnings).isEmpty();
        }
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(opened().folder())) {
            return files.toList();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException, InterruptedException {
        if (opened != null) {
            sandbox().close();
            images().remove();
            try (Stream<Path> files = Files.walk(opened().folder())) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
            opened = null;
        }
    }

    private Opened opened() {
        return Objects.requireNonNull(opened, "not opened");
    }

    LocalService raw() {
        return opened().raw();
    }

    Sandbox sandbox() {
        return opened().sandbox();
    }

    TestContext context() {
        return opened().context();
    }

    ImageId image() {
        return opened().image();
    }

    /** An image that the engine has. */
    ImageId image(String reference) throws InterruptedException {
        return image(sandbox(), reference);
    }

    TestImages images() {
        return opened().images();
    }

    /** What all names of containers of this class begin with. */
    String prefix() {
        return prefix;
    }

    /** A busybox container with a name of its own. */
    ProcessSpec.Builder spec(String... command) {
        return ProcessSpec.builder(prefix + NUMBER.incrementAndGet())
                .image(image())
                .command(List.of(command))
                .labels(Map.of(SandboxLabels.OWNER, "test", SandboxLabels.RUN, prefix));
    }

    /** A busybox container that runs a line of shell. */
    ProcessSpec.Builder shell(String script) {
        return spec("/bin/sh", "-c", script);
    }

    SandboxProcess start(ProcessSpec.Builder spec) throws InterruptedException {
        return sandbox().start(spec.build(), bytes -> {});
    }

    /** Runs a container to its end. */
    Ran run(ProcessSpec.Builder spec) throws IOException, InterruptedException {
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        try (SandboxProcess process = sandbox().start(spec.build(), stderr::writeBytes)) {
            process.stdin().close();
            String out = new String(process.stdout().readAllBytes(), StandardCharsets.UTF_8);
            return new Ran(
                    out,
                    stderr.toString(StandardCharsets.UTF_8),
                    process.awaitExit(SOON).orElseThrow(),
                    process.evidence());
        }
    }

    static String line(SandboxProcess process) throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = process.stdout().read();
                next != '\n';
                next = process.stdout().read()) {
            if (next < 0) {
                throw new IOException("the output ended after '" + line.toString(StandardCharsets.UTF_8) + "'");
            }
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }
}
