package ai.massgen.sandbox.docker;

import static ai.massgen.testkit.sandbox.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Network;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.RunAs;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.testkit.hostile.Row;
import ai.massgen.testkit.sandbox.TestPolicy;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a real engine cannot give ends the start, and no container is left: see what {@link RealEngine} checks. */
@Tag("engine")
@Timeout(120)
class NotEnforcedTest {
    @RegisterExtension
    static final RealEngine ENGINE = new RealEngine();

    private static ProcessSpec.Builder cat(TestPolicy policy) throws InterruptedException {
        return ENGINE.spec("cat").policy(policy.build());
    }

    @ParameterizedTest
    @EnumSource(
            value = Control.class,
            names = {"TMP_INODES", "SECCOMP", "MANDATORY_ACCESS_CONTROL"})
    void whatGvisorDoesNotHaveCannotBeDemandedOfIt(Control control) throws Exception {
        ENGINE.raw().requireRuntime("runsc");
        assertRefused(
                        Kind.NOT_ENFORCED,
                        () -> ENGINE.start(cat(Oci.GVISOR.policy().demanding(control))))
                .hasMessageContaining("was removed: " + control.label() + " is ")
                .hasMessageContaining("gVisor");
    }

    @Test
    void whatTheMachineDoesNotHaveCannotBeDemanded() throws Exception {
        String options = ENGINE.raw().get("/info").path("SecurityOptions").toString();
        Assumptions.assumeFalse(options.contains("apparmor") || options.contains("selinux"));
        assertRefused(
                        Kind.NOT_ENFORCED,
                        () -> ENGINE.start(cat(TestPolicy.locked().demanding(Control.MANDATORY_ACCESS_CONTROL))))
                .hasMessageContaining("mandatory-access-control is not available");
    }

    @ParameterizedTest
    @EnumSource(Oci.class)
    @Row("B17")
    void everythingElseCanBeDemanded(Oci oci) throws Exception {
        ENGINE.raw().requireRuntime(oci.runtime());
        Set<Control> demanded = EnumSet.allOf(Control.class);
        demanded.remove(Control.MANDATORY_ACCESS_CONTROL);
        if (oci == Oci.GVISOR) {
            demanded.removeAll(Set.of(Control.TMP_INODES, Control.SECCOMP));
        }
        TestPolicy policy = oci.policy().demanding(demanded.toArray(Control[]::new));
        try (SandboxProcess process = ENGINE.start(cat(policy))) {
            assertThat(process.evidence()).isNotEmpty();
        }
    }

    @Test
    @Row("B14")
    void aRuntimeThatIsNotInstalledIsNamedWithThoseThatAre() {
        assertRefused(
                        Kind.START_FAILED,
                        () -> ENGINE.start(cat(TestPolicy.locked().runtime("kata"))))
                .hasMessageContaining("runtime 'kata' is not installed on this engine; installed: [runc, ");
    }

    @Test
    void moreProcessorsThanThereAreAreNotGiven() {
        assertRefused(
                        Kind.START_FAILED,
                        () -> ENGINE.start(cat(TestPolicy.locked().cpus(1000))))
                .hasMessageContaining("CPUs available");
    }

    @Test
    void moreOpenFilesThanTheEngineMayGiveAreNotGiven() {
        assertRefused(
                        Kind.START_FAILED,
                        () -> ENGINE.start(cat(TestPolicy.locked().openFiles(Integer.MAX_VALUE))))
                .hasMessageContaining("rlimit");
    }

    @Test
    void aSeccompProfileThatIsNoneStartsNothing() {
        assertRefused(
                Kind.START_FAILED,
                () -> ENGINE.start(cat(TestPolicy.locked().seccomp("{\"defaultAction\":\"ALLOW\"}"))));
    }

    @Test
    void anImageWhoseUserIsRootOrNobodyInParticularDoesNotChooseTheUser() throws Exception {
        TestPolicy policy = TestPolicy.locked().user(new RunAs.ImageUser());
        for (String user : Set.of("0", "root", "0:5", "root:root", "00")) {
            var image = ENGINE.image(ENGINE.images().derived("root-" + user.replace(':', '-'), "USER " + user));
            assertRefused(Kind.REFUSED, () -> ENGINE.start(cat(policy).image(image)))
                    .hasMessageContaining("user '" + user + "', which is root; name a user id");
        }
    }

    @Test
    void rootByAnotherNameIsFoundOut() throws Exception {
        var image = ENGINE.image(
                ENGINE.images().derived("toor", Map.of("/etc/passwd", "toor:x:0:0::/:/bin/sh\n"), "USER toor"));
        assertRefused(
                        Kind.NOT_ENFORCED,
                        () -> ENGINE.start(cat(TestPolicy.locked().user(new RunAs.ImageUser()))
                                .image(image)))
                .hasMessageContaining("user is not enforced: asked for 'user 'toor', not root', got 'root'");
    }

    @Test
    void anOpenNetworkThatLeadsNowhereIsFoundOut() throws Exception {
        boolean bridge = ENGINE.raw().get("/networks").findValuesAsText("Name").contains("bridge");
        Assumptions.assumeFalse(bridge);
        assertRefused(
                        Kind.NOT_ENFORCED,
                        () -> ENGINE.start(cat(TestPolicy.locked().network(Network.OPEN))))
                .hasMessageContaining("asked for 'more than a loopback interface', got '[lo]'");
    }
}
