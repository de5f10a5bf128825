package ai.massgen.sandbox.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.sandbox.Leftover;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.api.sandbox.SweepFilter;
import ai.massgen.testkit.hostile.Row;
import ai.massgen.testkit.sandbox.ContainerLab;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

@Tag("engine")
@Tag("podman")
@Timeout(120)
class SweepTest {
    @RegisterExtension
    static final RealPodman ENGINE = new RealPodman();

    /** Containers of other classes and people are never touched, whatever a test's filter says. */
    private static List<Leftover> sweep(SweepFilter filter) throws InterruptedException {
        return ENGINE.sandbox().sweep(candidate -> ours(candidate) && filter.remove(candidate));
    }

    private static boolean ours(Leftover candidate) {
        return candidate.name().startsWith(ENGINE.prefix());
    }

    private static SweepFilter ownedBy(String owner) {
        return candidate -> owner.equals(candidate.labels().get(SandboxLabels.OWNER));
    }

    private static String byHand(String name, String owner) throws Exception {
        return ENGINE.raw()
                .create("{\"name\":\"" + ENGINE.prefix() + name + "\",\"image\":\"" + ContainerLab.BUSYBOX
                        + "\",\"labels\":{\"" + SandboxLabels.OWNER + "\":\"" + owner + "\"}}");
    }

    @Test
    @Row({"F2", "F3"})
    void whatADeadOwnerLeftGoesAndWhatALiveOneHasStays(@TempDir Path folder) throws Exception {
        // another JVM, as far as the engine can tell
        try (Sandbox other = new PodmanSandbox().open(RealPodman.config(), TestContext.in(folder));
                SandboxProcess live = ENGINE.start(ENGINE.spec("cat").labels(Map.of(SandboxLabels.OWNER, "live")))) {
            SandboxProcess dead = other.start(
                    ENGINE.spec("cat")
                            .labels(Map.of(SandboxLabels.OWNER, "dead"))
                            .build(),
                    bytes -> {});
            assertThat(sweep(ownedBy("dead"))).extracting(Leftover::id).containsExactly(dead.id());
            assertThat(ENGINE.raw().inspect(dead.id()).isMissingNode()).isTrue();
            live.stdin().write('x');
            assertThat(live.stdout().read()).isEqualTo('x');
        }
    }

    @Test
    void theFilterSeesNameStateAndLabels() throws Exception {
        Map<String, String> labels =
                Map.of(SandboxLabels.OWNER, "o2", SandboxLabels.EXPIRES, "1800000000", SandboxLabels.RUN, "r");
        try (SandboxProcess process = ENGINE.start(ENGINE.spec("cat").labels(labels))) {
            List<Leftover> seen = new ArrayList<>();
            assertThat(sweep(candidate -> {
                        seen.add(candidate);
                        return false;
                    }))
                    .isEmpty();
            assertThat(seen).singleElement().satisfies(leftover -> {
                assertThat(leftover.id()).isEqualTo(process.id());
                assertThat(leftover.state()).isEqualTo("running");
                assertThat(leftover.labels()).containsAllEntriesOf(labels);
            });
        }
    }

    @Test
    void whatWasCreatedAndNeverStartedGoesToo() throws Exception {
        String id = byHand("created", "created");
        assertThat(sweep(ownedBy("created"))).singleElement().satisfies(leftover -> {
            assertThat(leftover.id()).isEqualTo(id);
            assertThat(leftover.state()).isEqualTo("created");
            assertThat(leftover.created())
                    .hasValueSatisfying(time -> assertThat(time)
                            .isBetween(
                                    Instant.now().minus(Duration.ofMinutes(2)),
                                    Instant.now().plus(Duration.ofMinutes(1))));
        });
        assertThat(ENGINE.raw().inspect(id).isMissingNode()).isTrue();
    }

    @Test
    void whatDoesNotCarryAnOwnerIsNotEvenShown() throws Exception {
        String id = ENGINE.raw()
                .create("{\"name\":\"" + ENGINE.prefix() + "foreign\",\"image\":\"" + ContainerLab.BUSYBOX + "\"}");
        try {
            List<String> seen = new ArrayList<>();
            ENGINE.sandbox().sweep(candidate -> {
                seen.add(candidate.id());
                return false;
            });
            assertThat(seen).doesNotContain(id);
        } finally {
            ENGINE.raw().remove(id);
        }
    }

    @Test
    void twoMaySweepAtOnce() throws Exception {
        String id = byHand("twice", "twice");
        assertThat(sweep(candidate -> {
                    boolean mine = candidate.id().equals(id);
                    if (mine) {
                        removeByHand(id); // between the listing and the removal
                    }
                    return mine;
                }))
                .extracting(Leftover::id)
                .containsExactly(id);
    }

    private static void removeByHand(String id) {
        try {
            ENGINE.raw().remove(id);
        } catch (java.io.IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void anInterruptEndsASweep() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> sweep(candidate -> false)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.interrupted()).isFalse();
    }
}
