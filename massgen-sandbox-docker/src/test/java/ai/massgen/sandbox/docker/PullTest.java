package ai.massgen.sandbox.docker;

import static ai.massgen.testkit.sandbox.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageProgress;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.ImageSource.Pull;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.testkit.hostile.Row;
import ai.massgen.toolkit.container.EngineRequest;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Images by reference on a real engine, from a registry of our own on the loopback. */
@Tag("engine")
@Timeout(120)
class PullTest {
    private static final String REPOSITORY = "massgen-pull-test";

    @RegisterExtension
    static final RealEngine ENGINE = new RealEngine();

    private final List<ImageProgress> progress = new ArrayList<>();
    private final List<Socket> callers = new CopyOnWriteArrayList<>();
    private ScriptedRegistry registry;

    @BeforeEach
    void open() throws IOException {
        registry = new ScriptedRegistry();
    }

    @AfterEach
    void close() throws Exception {
        registry.close();
        for (Socket caller : callers) {
            caller.close();
        }
        for (String field : List.of("RepoDigests", "RepoTags")) {
            for (String name : ENGINE.raw()
                    .get("/images/json")
                    .findValues(field)
                    .toString()
                    .split("\"")) {
                if (name.startsWith(registry.host() + "/")) {
                    ENGINE.raw().call(EngineRequest.of("DELETE", "/images/" + name + "?force=true"));
                }
            }
        }
    }

    private String reference(String version) {
        return registry.host() + "/" + REPOSITORY + version;
    }

    private ImageId prepare(String reference, Pull pull) throws InterruptedException {
        return ENGINE.sandbox().prepare(new ImageSource.Reference(reference, pull), progress::add);
    }

    @Test
    void anImageThatIsMissingIsPulledOnceAndItsDigestIsKnown() throws Exception {
        String digest = registry.put(REPOSITORY, "v1", "one");
        ImageId pulled = prepare(reference(":v1"), Pull.MISSING);
        assertThat(pulled.repoDigest()).contains(reference("@" + digest));
        assertThat(pulled.reference()).isEqualTo(reference(":v1"));
        assertThat(progress).extracting(ImageProgress::status).anyMatch(status -> status.contains("Pulling"));
        assertThat(progress).allMatch(item -> item.current() >= 0 && item.total() >= 0);
        int asked = registry.requests().size();
        assertThat(prepare(reference(":v1"), Pull.MISSING)).isEqualTo(pulled);
        assertThat(prepare(reference(":v1"), Pull.NEVER)).isEqualTo(pulled);
        assertThat(registry.requests()).hasSize(asked);
    }

    @Test
    void withoutATagTheLatestIsMeant() throws Exception {
        registry.put(REPOSITORY, "latest", "latest");
        registry.put(REPOSITORY, "other", "other");
        assertThat(prepare(reference(""), Pull.MISSING).reference()).isEqualTo(reference(""));
        assertThat(registry.requests()).isNotEmpty().noneMatch(path -> path.contains("other"));
    }

    @Test
    @Row("F9")
    void aTagThatHasMovedIsNoticedIfTheRegistryIsAlwaysAsked() throws Exception {
        registry.put(REPOSITORY, "v1", "one");
        ImageId first = prepare(reference(":v1"), Pull.ALWAYS);
        String moved = registry.put(REPOSITORY, "v1", "two");
        assertThat(prepare(reference(":v1"), Pull.MISSING).id()).isEqualTo(first.id());
        ImageId second = prepare(reference(":v1"), Pull.ALWAYS);
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.repoDigest()).contains(reference("@" + moved));
    }

    @Test
    @Row("F9")
    void aPinnedImageStaysWhatItIsWhateverBecomesOfTheTag() throws Exception {
        String digest = registry.put(REPOSITORY, "v1", "one");
        ImageId first = prepare(reference("@" + digest), Pull.MISSING);
        registry.put(REPOSITORY, "v1", "two");
        assertThat(prepare(reference("@" + digest), Pull.ALWAYS).id()).isEqualTo(first.id());
        assertThat(prepare(reference(":v1@" + digest), Pull.MISSING).id()).isEqualTo(first.id());
        assertThat(first.repoDigest()).contains(reference("@" + digest));
    }

    @Test
    @Row("F9")
    void aRegistryThatServesSomethingElseForADigestIsNotBelieved() {
        String digest = registry.put(REPOSITORY, "v1", "never seen before: " + UUID.randomUUID()); // engines remember
        registry.put(REPOSITORY, "v2", "two");
        registry.confuse(REPOSITORY, digest, "v2");
        assertRefused(Kind.PULL_FAILED, () -> prepare(reference("@" + digest), Pull.MISSING))
                .hasMessageContaining("verification failed");
    }

    @Test
    void aRegistryThatAsksWhoItIsHearsWhatTheDockerProgramWouldSay(@TempDir Path settings) throws Exception {
        registry.put(REPOSITORY, "v1", "one");
        registry.demand("ada", "s3cret");
        assertRefused(Kind.PULL_FAILED, () -> prepare(reference(":v1"), Pull.MISSING))
                .hasMessageContaining("docker login");
        String auth = Base64.getEncoder().encodeToString("ada:s3cret".getBytes(StandardCharsets.UTF_8));
        Files.writeString(
                settings.resolve("config.json"),
                "{\"auths\":{\"" + registry.host() + "\":{\"auth\":\"" + auth + "\"}}}");
        TestContext context =
                new TestContext(settings, Map.of("DOCKER_CONFIG", settings.toString()), new CopyOnWriteArrayList<>());
        try (Sandbox sandbox = new DockerSandbox().open(RealEngine.config(), context)) {
            ImageSource source = new ImageSource.Reference(reference(":v1"), Pull.MISSING);
            assertThat(sandbox.prepare(source, progress::add).reference()).isEqualTo(reference(":v1"));
        }
        assertThat(context.warnings()).isEmpty();
    }

    @Test
    void anImageThatMayNotBePulledIsMissingAndNobodyIsAsked() {
        registry.put(REPOSITORY, "v1", "one");
        assertRefused(Kind.IMAGE_MISSING, () -> prepare(reference(":v1"), Pull.NEVER))
                .hasMessageContaining("image '" + reference(":v1") + "' is not on Docker at")
                .hasMessageContaining("docker pull " + reference(":v1"));
        assertThat(registry.requests()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "401, UNAUTHORIZED, docker login",
        "403, DENIED, docker login",
        "404, MANIFEST_UNKNOWN, Check the name",
        "429, TOOMANYREQUESTS, limits pulls",
        "500, UNKNOWN, could not be pulled"
    })
    void aRegistryThatRefusesIsQuotedWithWhatToDo(int status, String code, String advice) {
        registry.refuse(status, code);
        assertRefused(Kind.PULL_FAILED, () -> prepare(reference(":v1"), Pull.MISSING))
                .hasMessageStartingWith("image '" + reference(":v1") + "' could not be pulled: ")
                .hasMessageContaining(advice);
    }

    @Test
    @Row("F11")
    void anImageForOtherMachinesIsSaidToBeThat() {
        registry.putForeign(REPOSITORY, "v1");
        assertRefused(Kind.PULL_FAILED, () -> prepare(reference(":v1"), Pull.MISSING))
                .hasMessageContaining("no build of the image for this machine's processor");
    }

    @ParameterizedTest
    @EnumSource(
            value = Pull.class,
            names = {"MISSING", "ALWAYS"})
    void aRegistryThatIsNotThereIsSaidToBeOutOfReach(Pull pull) {
        registry.close();
        assertRefused(Kind.PULL_FAILED, () -> prepare(reference(":v1"), pull))
                .hasMessageContaining("The registry cannot be reached from the engine");
    }

    @Test
    @Row("F11")
    void aRegistryThatSaysNothingIsGivenUpInTimeOrByAnInterrupt() throws Exception {
        try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            Thread.ofVirtual().start(() -> hold(silent));
            String reference = "127.0.0.1:" + silent.getLocalPort() + "/" + REPOSITORY + ":v1";
            DockerConfig all = RealEngine.config();
            DockerConfig impatient = new DockerConfig(
                    all.host(), all.runtime(), all.requestTimeout(), all.startTimeout(), Duration.ofMillis(500));
            try (Sandbox sandbox = new DockerSandbox().open(impatient, ENGINE.context())) {
                ImageSource source = new ImageSource.Reference(reference, Pull.MISSING);
                assertRefused(Kind.PULL_FAILED, () -> sandbox.prepare(source, progress::add))
                        .hasMessageContaining("timeout");
            }
            CompletableFuture<Throwable> outcome = new CompletableFuture<>();
            Thread caller = Thread.ofVirtual().start(() -> {
                try {
                    prepare(reference, Pull.MISSING);
                    outcome.complete(new AssertionError("it was pulled"));
                } catch (InterruptedException | RuntimeException e) {
                    outcome.complete(e);
                }
            });
            caller.interrupt();
            assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        }
    }

    /** Takes connections and says nothing. */
    private void hold(ServerSocket silent) {
        try {
            while (true) {
                callers.add(silent.accept());
            }
        } catch (IOException e) {
            // the test is over
        }
    }

    @ParameterizedTest
    @EnumSource(Pull.class)
    void anImageByItsIdIsFoundAndNeverPulled(Pull pull) throws Exception {
        ImageId busybox = ENGINE.image();
        assertThat(prepare(busybox.id(), pull).id()).isEqualTo(busybox.id());
        String unknown = "sha256:" + "0".repeat(64);
        assertRefused(Kind.IMAGE_MISSING, () -> prepare(unknown, pull))
                .hasMessageContaining("no registry knows images by their id")
                .hasMessageNotContaining("docker pull");
    }

    @Test
    void anImageThatWasOnlyBuiltHereHasNoDigest() {
        assertThat(ENGINE.image().repoDigest()).isEmpty();
        assertThat(ENGINE.image().id()).startsWith("sha256:");
    }
}
