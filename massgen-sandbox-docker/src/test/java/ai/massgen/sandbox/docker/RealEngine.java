package ai.massgen.sandbox.docker;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.testkit.registry.PullLab;
import ai.massgen.toolkit.container.EngineRequest;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
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
 * A sandbox on the real engine, opened once for a test class. After each test nothing that it started may be left, and
 * nothing that anybody has to be warned of may have happened.
 */
final class RealEngine implements BeforeAllCallback, AfterEachCallback, AfterAllCallback, PullLab {
    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final String prefix =
            "massgen-test-" + ProcessHandle.current().pid() + "-" + NUMBER.incrementAndGet() + "-";
    private @Nullable Opened opened;

    private record Opened(
            LocalEngine raw, Path folder, TestContext context, Sandbox sandbox, ImageId image, TestImages images) {}

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        LocalEngine raw = LocalEngine.require();
        raw.requireImage(BUSYBOX);
        Path folder = Files.createTempDirectory("massgen-test");
        TestContext offered = TestContext.in(folder);
        Sandbox sandbox = new DockerSandbox().open(config(), offered);
        opened = new Opened(raw, folder, offered, sandbox, image(sandbox, BUSYBOX), new TestImages(raw, prefix));
    }

    static DockerConfig config() {
        DockerConfig all = DockerConfig.DEFAULT;
        return new DockerConfig(
                LocalEngine.HOST, all.runtime(), all.requestTimeout(), all.startTimeout(), all.pullIdleTimeout());
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

    LocalEngine raw() {
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
                && inspect.path("LogPath").asText("").isEmpty();
        return Optional.of(new Account(inspect.at("/State/Running").asBoolean(), labels, offersNothing));
    }

    @Override
    public String create(String name, String reference, Map<String, String> labels)
            throws IOException, InterruptedException {
        return raw().create(prefix + name, "{\"Image\":\"" + reference + "\",\"Labels\":" + json(labels) + "}");
    }

    private static String json(Map<String, String> labels) {
        return labels.entrySet().stream()
                .map(label -> "\"" + label.getKey() + "\":\"" + label.getValue() + "\"")
                .collect(Collectors.joining(",", "{", "}"));
    }

    @Override
    public String derived(String tag, String... instructions) throws IOException, InterruptedException {
        return images().derived(tag, instructions);
    }

    @Override
    public String setUserId(String tag, String path) throws IOException, InterruptedException {
        return images().setUserId(tag, path);
    }

    @Override
    public String program() {
        return "docker";
    }

    @Override
    public Sandbox open(SandboxContext context, Duration patience) {
        DockerConfig all = config();
        return new DockerSandbox()
                .open(
                        new DockerConfig(all.host(), all.runtime(), all.requestTimeout(), all.startTimeout(), patience),
                        context);
    }

    /** In the docker program's settings. */
    @Override
    public Map<String, String> logIn(Path folder, String registry, String login) throws IOException {
        Files.writeString(
                folder.resolve("config.json"), "{\"auths\":{\"" + registry + "\":{\"auth\":\"" + login + "\"}}}");
        return Map.of("DOCKER_CONFIG", folder.toString());
    }

    @Override
    public List<String> imagesOf(String registry) throws IOException, InterruptedException {
        JsonNode images = raw().get("/images/json?all=true");
        return Stream.of("RepoTags", "RepoDigests")
                .flatMap(field -> images.findValues(field).stream())
                .flatMap(names -> names.valueStream().map(JsonNode::asText))
                .filter(name -> name.startsWith(registry + "/"))
                .toList();
    }

    @Override
    public void forget(String registry) throws IOException, InterruptedException {
        for (String name : imagesOf(registry)) {
            raw().call(EngineRequest.of("DELETE", "/images/" + name + "?force=true"));
        }
    }

    /** Threads of the module that are alive, platform ones and virtual ones that hold a carrier. */
    static List<String> threads() {
        List<String> names = new ArrayList<>();
        Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("massgen-"))
                .forEach(names::add);
        return names;
    }

    @Override
    public String only(String tag, String path) throws IOException, InterruptedException {
        return images().onlyProgram(tag, path);
    }
}
