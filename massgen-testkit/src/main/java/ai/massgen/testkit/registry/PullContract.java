package ai.massgen.testkit.registry;

import static ai.massgen.testkit.sandbox.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageProgress;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.ImageSource.Pull;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.testkit.hostile.Observed;
import ai.massgen.testkit.hostile.Row;
import ai.massgen.testkit.sandbox.ContainerLab;
import ai.massgen.testkit.sandbox.TestSurroundings;
import ai.massgen.testkit.wire.Relay;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Images by reference, pulled by a real engine from a real registry through a relay that counts, and stops to order. */
@Tag("engine")
@Timeout(120)
public abstract class PullContract {
    private static final String REPOSITORY = "massgen-pull-test";
    private static final int LARGE = 4 << 20;
    private static final Duration LITTLE_PATIENCE = Duration.ofMillis(1500);

    private final PullLab lab;
    private final List<ImageProgress> progress = new CopyOnWriteArrayList<>();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path folder;

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private Path settings;

    @SuppressWarnings("NullAway.Init")
    private LocalRegistry registry;

    @SuppressWarnings("NullAway.Init")
    private Relay relay;

    /**
     * Called by the test class.
     *
     * @param lab the engine
     */
    protected PullContract(PullLab lab) {
        this.lab = lab;
    }

    @BeforeEach
    final void startRegistry() throws IOException {
        registry = LocalRegistry.open(folder);
        relay = Relay.to(registry.port());
    }

    @AfterEach
    final void stopRegistry() throws IOException, InterruptedException {
        if (relay != null) {
            lab.forget(host());
            relay.close();
        }
        if (registry != null) {
            registry.close();
        }
    }

    private String host() {
        return "127.0.0.1:" + relay.port();
    }

    private String reference(String version) {
        return host() + "/" + REPOSITORY + version;
    }

    private String push(String tag, String content) {
        return registry.push(REPOSITORY, tag, PushedImage.of(content));
    }

    private ImageId prepare(String reference, Pull pull) throws InterruptedException {
        return prepare(lab.sandbox(), reference, pull);
    }

    private ImageId prepare(Sandbox sandbox, String reference, Pull pull) throws InterruptedException {
        return sandbox.prepare(new ImageSource.Reference(reference, pull), progress::add);
    }

    @Test
    final void anImageThatIsMissingIsPulledOnceAndItsDigestIsKnown() throws Exception {
        String digest = push("v1", "one");
        ImageId pulled = prepare(reference(":v1"), Pull.MISSING);
        assertThat(pulled.repoDigest()).contains(reference("@" + digest));
        assertThat(pulled.reference()).isEqualTo(reference(":v1"));
        assertThat(progress)
                .extracting(item -> item.status().toLowerCase(Locale.ROOT))
                .anyMatch(status -> status.contains("pull"));
        assertThat(progress).allMatch(item -> item.current() >= 0 && item.total() >= 0);
        int asked = relay.connections();
        assertThat(asked).isPositive();
        assertThat(prepare(reference(":v1"), Pull.MISSING)).isEqualTo(pulled);
        assertThat(prepare(reference(":v1"), Pull.NEVER)).isEqualTo(pulled);
        assertThat(relay.connections()).isEqualTo(asked);
    }

    @Test
    final void withoutATagTheLatestIsMeant() throws Exception {
        String latest = push("latest", "latest");
        push("other", "other");
        ImageId pulled = prepare(reference(""), Pull.MISSING);
        assertThat(pulled.reference()).isEqualTo(reference(""));
        assertThat(pulled.repoDigest()).contains(reference("@" + latest));
        assertThat(lab.imagesOf(host())).noneMatch(name -> name.contains("other"));
    }

    @Test
    @Row("F9")
    final void aTagThatHasMovedIsNoticedIfTheRegistryIsAlwaysAsked() throws Exception {
        push("v1", "one");
        ImageId first = prepare(reference(":v1"), Pull.ALWAYS);
        String moved = push("v1", "two");
        assertThat(prepare(reference(":v1"), Pull.MISSING).id()).isEqualTo(first.id());
        ImageId second = prepare(reference(":v1"), Pull.ALWAYS);
        assertThat(second.id()).isNotEqualTo(first.id());
        assertThat(second.repoDigest()).contains(reference("@" + moved));
    }

    @Test
    @Row("F9")
    final void aPinnedImageStaysWhatItIsWhateverBecomesOfTheTag() throws Exception {
        String digest = push("v1", "one");
        ImageId first = prepare(reference("@" + digest), Pull.MISSING);
        push("v1", "two");
        assertThat(prepare(reference("@" + digest), Pull.ALWAYS).id()).isEqualTo(first.id());
        assertThat(prepare(reference(":v1@" + digest), Pull.MISSING).id()).isEqualTo(first.id());
        assertThat(first.repoDigest()).contains(reference("@" + digest));
    }

    @Test
    final void anImageThatMayNotBePulledIsMissingAndNobodyIsAsked() {
        push("v1", "one");
        assertRefused(Kind.IMAGE_MISSING, () -> prepare(reference(":v1"), Pull.NEVER))
                .hasMessageContaining("image '" + reference(":v1") + "' is not on ")
                .hasMessageContaining(lab.program() + " pull " + reference(":v1"));
        assertThat(relay.connections()).isZero();
    }

    @Test
    final void anImageThatTheRegistryDoesNotHaveIsAMatterOfItsName() {
        push("v1", "one");
        assertRefused(Kind.PULL_FAILED, () -> prepare(reference(":v2"), Pull.MISSING))
                .hasMessageStartingWith("image '" + reference(":v2") + "' could not be pulled: ")
                .hasMessageContaining("Check the name");
    }

    /** Without a login, with the wrong one, with the right one. */
    @ParameterizedTest
    @ValueSource(strings = {"", "ada:wrong", LocalRegistry.USER + ":" + LocalRegistry.PASSWORD})
    final void aRegistryThatAsksWhoItIsHearsWhatIsStored(String login, @TempDir Path data, @TempDir Path own)
            throws Exception {
        registry.close();
        relay.close();
        registry = LocalRegistry.closed(data);
        relay = Relay.to(registry.port());
        String digest = push("v1", "one");
        String stored = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
        Map<String, String> variables = login.isEmpty() ? Map.of() : lab.logIn(settings, host(), stored);
        TestSurroundings surroundings = new TestSurroundings(own, variables);
        try (Sandbox sandbox = lab.open(surroundings, ContainerLab.SOON)) {
            if (login.endsWith(LocalRegistry.PASSWORD)) {
                assertThat(prepare(sandbox, reference(":v1"), Pull.MISSING).repoDigest())
                        .contains(reference("@" + digest));
            } else {
                assertRefused(Kind.PULL_FAILED, () -> prepare(sandbox, reference(":v1"), Pull.MISSING))
                        .hasMessageContaining(lab.program() + " login")
                        .hasMessageNotContaining("wrong");
            }
        }
        assertThat(surroundings.warnings()).isEmpty();
    }

    @Test
    @Row("F11")
    final void anImageForOtherMachinesIsSaidToBeThat() {
        assertThat(registry.pushForeign(REPOSITORY, "v1")).startsWith("sha256:");
        assertRefused(Kind.PULL_FAILED, () -> prepare(reference(":v1"), Pull.MISSING))
                .hasMessageContaining("no build of the image for this machine's processor");
    }

    @ParameterizedTest
    @EnumSource(
            value = Pull.class,
            names = {"MISSING", "ALWAYS"})
    final void aRegistryThatIsGoneIsSaidToBeOutOfReach(Pull pull) {
        push("v1", "one");
        registry.close();
        relay.close();
        assertRefused(Kind.PULL_FAILED, () -> prepare(reference(":v1"), pull))
                .hasMessageContaining("The registry cannot be reached from the engine");
    }

    /** Before it has said a word, and in the middle of a layer. */
    @ParameterizedTest
    @ValueSource(ints = {0, LARGE / 2})
    @Row("F11")
    final void aPullThatHangsIsGivenUpInTimeAndNothingOfItIsThere(int after, @TempDir Path own, Observed observed)
            throws Exception {
        String digest = pushLarge();
        relay.stopAfter(after);
        long begin = System.nanoTime();
        try (Sandbox sandbox = lab.open(new TestSurroundings(own, Map.of()), LITTLE_PATIENCE)) {
            assertRefused(Kind.PULL_FAILED, () -> prepare(sandbox, reference(":v1"), Pull.MISSING))
                    .hasMessageContaining("timeout");
        }
        observed.that("silent after " + after + " bytes: given up after "
                + TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin) + " ms");
        isNotThereAndCanBeHad(digest);
    }

    @ParameterizedTest
    @ValueSource(ints = {0, LARGE / 2})
    @Row("F11")
    final void aPullThatHangsEndsWithAnInterruptAndNothingOfItIsThere(int after) throws Exception {
        String digest = pushLarge();
        relay.stopAfter(after);
        CompletableFuture<Throwable> outcome = new CompletableFuture<>();
        Thread caller = Thread.ofVirtual().start(() -> {
            try {
                prepare(reference(":v1"), Pull.MISSING);
                outcome.complete(new AssertionError("it was pulled"));
            } catch (InterruptedException | RuntimeException e) {
                outcome.complete(e);
            }
        });
        relay.awaitStop();
        caller.interrupt();
        assertThat(outcome.get(10, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        isNotThereAndCanBeHad(digest);
    }

    /** What cannot be compressed on its way, and what no engine has seen before. */
    private String pushLarge() {
        byte[] content = new byte[LARGE];
        new SplittableRandom().nextBytes(content);
        return registry.push(REPOSITORY, "v1", PushedImage.of(content));
    }

    private void isNotThereAndCanBeHad(String digest) throws IOException, InterruptedException {
        assertThat(lab.imagesOf(host())).isEmpty();
        assertRefused(Kind.IMAGE_MISSING, () -> prepare(reference(":v1"), Pull.NEVER));
        relay.goOn();
        relay.cut();
        assertThat(prepare(reference(":v1"), Pull.MISSING).repoDigest()).contains(reference("@" + digest));
    }

    @ParameterizedTest
    @EnumSource(Pull.class)
    final void anImageByItsIdIsFoundAndNeverPulled(Pull pull) throws Exception {
        ImageId busybox = lab.image(ContainerLab.BUSYBOX);
        assertThat(prepare(busybox.id(), pull).id()).isEqualTo(busybox.id());
        String unknown = "sha256:" + "0".repeat(64);
        assertRefused(Kind.IMAGE_MISSING, () -> prepare(unknown, pull))
                .hasMessageContaining("no registry knows images by their id")
                .hasMessageNotContaining(lab.program() + " pull");
    }

    @Test
    final void anImageThatWasOnlyBuiltHereHasNoDigest() throws Exception {
        ImageId busybox = lab.image(ContainerLab.BUSYBOX);
        assertThat(busybox.repoDigest()).isEmpty();
        assertThat(busybox.id()).startsWith("sha256:");
    }
}
