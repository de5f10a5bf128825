package ai.massgen.core.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.sandbox.Leftover;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.core.sandbox.OwnerIdentity.Liveness;
import ai.massgen.testkit.hostile.Row;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OwnerIdentityTest {
    private static final OwnerIdentity SELF = new OwnerIdentity("h", "b", "pid[4]", 10, "100");
    private static final Instant NOW = Instant.ofEpochSecond(1000);

    private static final ProcessTable ELEVEN_LIVES = table(true);
    private static final ProcessTable HIDDEN = table(false);

    private static ProcessTable table(boolean complete) {
        return new ProcessTable() {
            @Override
            public boolean complete() {
                return complete;
            }

            @Override
            public Optional<String> startOf(long pid) {
                return pid == 11 ? Optional.of("500") : Optional.empty();
            }
        };
    }

    private static OwnerIdentity other(String host, String boot, String namespace, long pid, String start) {
        return new OwnerIdentity(host, boot, namespace, pid, start);
    }

    private static Leftover leftover(Map<String, String> labels) {
        return new Leftover("id", "massgen-run-agent1-files", "running", labels);
    }

    private static boolean swept(String owner, String expires) {
        return new DeadOwners(SELF, ELEVEN_LIVES, () -> NOW)
                .remove(leftover(Map.of(SandboxLabels.OWNER, owner, SandboxLabels.EXPIRES, expires)));
    }

    @Test
    void aLabelIsReadAsItWasWritten() {
        assertThat(OwnerIdentity.parse(SELF.label())).contains(SELF);
        OwnerIdentity here = new ThisMachine().self();
        assertThat(OwnerIdentity.parse(here.label())).contains(here);
    }

    @Test
    void anythingElseIsNoOwner() {
        assertThat(OwnerIdentity.parse("")).isEmpty();
        assertThat(OwnerIdentity.parse(SELF.label() + " x")).isEmpty();
        assertThat(OwnerIdentity.parse(SELF.label().replace("v1", "v2"))).isEmpty();
        assertThatThrownBy(() -> other("h h", "b", "n", 1, "1")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void thisProcessSeesItselfAndNoProcessThatCannotBe() {
        ThisMachine machine = new ThisMachine();
        OwnerIdentity self = machine.self();
        assertThat(machine.startOf(self.pid())).contains(self.start());
        assertThat(machine.startOf(Integer.MAX_VALUE)).isEmpty();
    }

    @Test
    void aProcessIdCountsOnlyWithTheSameStart() {
        assertThat(SELF.see(other("h", "b", "pid[4]", 11, "500"), ELEVEN_LIVES)).isEqualTo(Liveness.ALIVE);
        assertThat(SELF.see(other("h", "b", "pid[4]", 11, "501"), ELEVEN_LIVES)).isEqualTo(Liveness.DEAD);
        assertThat(SELF.see(other("h", "b", "pid[4]", 12, "500"), ELEVEN_LIVES)).isEqualTo(Liveness.DEAD);
    }

    @Test
    @Row("F3")
    void anOwnerElsewhereIsNeverTakenForDead() {
        assertThat(SELF.see(other("x", "b", "pid[4]", 12, "1"), ELEVEN_LIVES)).isEqualTo(Liveness.UNKNOWN);
        assertThat(SELF.see(other("h", "x", "pid[4]", 12, "1"), ELEVEN_LIVES)).isEqualTo(Liveness.UNKNOWN);
        assertThat(SELF.see(other("h", "b", "pid[5]", 12, "1"), ELEVEN_LIVES)).isEqualTo(Liveness.UNKNOWN);
        assertThat(SELF.see(other("h", "b", "pid[4]", 12, "1"), HIDDEN)).isEqualTo(Liveness.UNKNOWN);
    }

    @Test
    void whereTheSystemSaysLittleOnlyTheExpiryCounts() {
        OwnerIdentity here = other("h", "-", "-", 10, "1");
        assertThat(here.see(other("h", "-", "-", 12, "1"), ELEVEN_LIVES)).isEqualTo(Liveness.UNKNOWN);
    }

    @Test
    @Row({"F3", "F14"})
    void theSweepTakesTheDeadAndTheExpiredOfUnknownOwnersAndNothingElse() {
        assertThat(swept(SELF.label(), "1")).as("own, even if expired").isFalse();
        assertThat(swept(other("h", "b", "pid[4]", 11, "500").label(), "1"))
                .as("living, even if expired")
                .isFalse();
        assertThat(swept(other("h", "b", "pid[4]", 12, "1").label(), "9999"))
                .as("dead")
                .isTrue();
        assertThat(swept(other("x", "b", "pid[4]", 12, "1").label(), "1001"))
                .as("elsewhere")
                .isFalse();
        assertThat(swept(other("x", "b", "pid[4]", 12, "1").label(), "999"))
                .as("elsewhere and expired")
                .isTrue();
        assertThat(swept("who knows", "soon")).as("unreadable").isFalse();
    }

    /** An image can give its containers any label, and none of them a name. */
    @Test
    @Row("X4")
    void whatHasAnotherNameStaysWhateverItsLabelsSay() {
        Leftover ours = leftover(Map.of(SandboxLabels.OWNER, "x", SandboxLabels.EXPIRES, "1"));
        DeadOwners sweep = new DeadOwners(SELF, ELEVEN_LIVES, () -> NOW);

        assertThat(sweep.remove(ours)).isTrue();
        assertThat(sweep.remove(new Leftover("id", "database", "running", ours.labels())))
                .isFalse();
    }

    @Test
    void whatHasNoLabelsOfOursStays() {
        assertThat(new DeadOwners(SELF, ELEVEN_LIVES, () -> NOW).remove(leftover(Map.of())))
                .isFalse();
    }
}
