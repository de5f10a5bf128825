package ai.massgen.sandbox.podman;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.testkit.engine.LocalPodman;
import ai.massgen.testkit.registry.PullLab;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
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
final class RealPodman implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, PullLab {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String prefix =
            "massgen-test-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet() + "-";
    private final boolean rootless;
    private @Nullable Opened opened;

    private record Opened(
            LocalService raw, Path folder, TestContext context, Sandbox sandbox, ImageId image, TestImages images) {}

    RealPodman() {
        this(false);
    }

    private RealPodman(boolean rootless) {
        this.rootless = rootless;
    }

    /** The one that runs without root. */
    static RealPodman withoutRoot() {
        return new RealPodman(true);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        LocalService raw = rootless ? LocalService.requireRootless() : LocalService.require();
        raw.requireImage(BUSYBOX);
        Path folder = Files.createTempDirectory("massgen-test");
        TestContext offered = TestContext.in(folder);
        Sandbox sandbox = new PodmanSandbox().open(rootless ? rootlessConfig() : config(), offered);
        opened = new Opened(raw, folder, offered, sandbox, image(sandbox, BUSYBOX), new TestImages(raw, prefix));
    }

    static PodmanConfig config() {
        PodmanConfig all = PodmanConfig.DEFAULT;
        return new PodmanConfig(LocalService.HOST, all.requestTimeout(), all.startTimeout(), all.pullIdleTimeout());
    }

    static PodmanConfig rootlessConfig() {
        PodmanConfig all = config();
        return new PodmanConfig(
                Optional.of(LocalPodman.rootlessHost()),
                all.requestTimeout(),
                all.startTimeout(),
                all.pullIdleTimeout());
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

    @Override
    public Sandbox sandbox() {
        return opened().sandbox();
    }

    TestContext context() {
        return opened().context();
    }

    ImageId image() {
        return opened().image();
    }

    @Override
    public ImageId image(String reference) throws InterruptedException {
        try {
            String ignored = raw().requireImage(reference);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return image(sandbox(), reference);
    }

    TestImages images() {
        return opened().images();
    }

    @Override
    public String prefix() {
        return prefix;
    }

    @Override
    public String name() {
        return prefix + NUMBER.incrementAndGet();
    }

    @Override
    public Optional<Account> account(String id) throws IOException, InterruptedException {
        JsonNode inspect = raw().inspect(id);
        if (inspect.isMissingNode()) {
            return Optional.empty();
        }
        Map<String, String> labels = new TreeMap<>();
        inspect.at("/Config/Labels")
                .properties()
                .forEach(label -> labels.put(label.getKey(), label.getValue().asText()));
        boolean offersNothing = inspect.at("/NetworkSettings/Ports").isEmpty()
                && inspect.at("/HostConfig/PortBindings").isEmpty()
                && inspect.at("/State/Health/Status").asText("none").matches("|none")
                && inspect.at("/HostConfig/LogConfig/Type").asText().equals("none");
        return Optional.of(new Account(inspect.at("/State/Running").asBoolean(), labels, offersNothing));
    }

    @Override
    public String create(String name, String reference, Map<String, String> labels)
            throws IOException, InterruptedException {
        return raw().create("{\"name\":\"" + prefix + name + "\",\"image\":\"" + reference + "\",\"labels\":"
                + json(labels) + "}");
    }

    private static String json(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> "\"" + label.getKey() + "\":\"" + label.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public String derived(String tag, String... instructions) throws IOException, InterruptedException {
        boolean simple = Stream.of(instructions).noneMatch(line -> line.startsWith("HEALTHCHECK"));
        return simple ? images().derived(tag, instructions) : images().built(tag, instructions);
    }

    @Override
    public String setUserId(String tag, String path) throws IOException, InterruptedException {
        return images().setUserId(tag, path);
    }

    @Override
    public String only(String tag, String path) throws IOException, InterruptedException {
        return images().onlyProgram(tag, path);
    }

    @Override
    public String program() {
        return "podman";
    }

    @Override
    public Sandbox open(SandboxContext context, Duration patience) {
        PodmanConfig all = rootless ? rootlessConfig() : config();
        return new PodmanSandbox()
                .open(new PodmanConfig(all.host(), all.requestTimeout(), all.startTimeout(), patience), context);
    }

    /** Where the service itself looks: it belongs to root here, and everything but this registry is as it was. */
    @Override
    public Map<String, String> logIn(Path folder, String registry, String login) throws IOException {
        ServiceLogins.put(registry, login);
        return Map.of();
    }

    @Override
    public List<String> imagesOf(String registry) throws IOException, InterruptedException {
        return raw().get("/images/json?all=true")
                .valueStream()
                .filter(image -> image.toString().contains(registry + "/"))
                .map(image -> image.path("Id").asText())
                .toList();
    }

    @Override
    public void forget(String registry) throws IOException, InterruptedException {
        ServiceLogins.remove(registry);
        for (String id : imagesOf(registry)) {
            raw().call("DELETE", "/images/" + id + "?force=true");
        }
    }
}
