package ai.massgen.sandbox.podman;

import static ai.massgen.testkit.sandbox.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.EngineReport;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Evidence.Status;
import ai.massgen.api.sandbox.RunAs;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.testkit.sandbox.Ran;
import ai.massgen.testkit.sandbox.TestPolicy;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What a service without root can enforce, and what it says where it cannot. */
@Tag("engine")
@Tag("podman")
@Tag("rootless")
@Timeout(120)
class RootlessLimitsTest {
    @RegisterExtension
    static final RealPodman ENGINE = RealPodman.withoutRoot();

    private static final Set<Control> LIMITS = EnumSet.of(Control.MEMORY, Control.SWAP, Control.CPU, Control.PIDS);

    private static List<Evidence> about(List<Evidence> evidence, Control control) {
        return evidence.stream().filter(entry -> entry.control() == control).toList();
    }

    /** Without root that takes control groups of version 2, delegated. */
    private static boolean setsNoLimits() throws Exception {
        JsonNode host = ENGINE.raw().get("/info").path("host");
        return host.path("cgroupControllers").isEmpty();
    }

    @Test
    void itIsSaidThatThereIsNoRoot() throws Exception {
        EngineReport report = ENGINE.sandbox().probe();
        assertThat(report.rootless()).isTrue();
        assertThat(report.advice()).noneMatch(line -> line.contains("runs as root"));
    }

    @Test
    void aLimitThatCannotBeSetIsReportedAsThat() throws Exception {
        Assumptions.assumeTrue(setsNoLimits());
        EngineReport report = ENGINE.sandbox().probe();
        Ran ran = ENGINE.run(ENGINE.spec("true"));
        assertThat(ran.exit().code()).isZero();
        for (Control control : LIMITS) {
            assertThat(report.controls()).containsEntry(control, Status.NOT_AVAILABLE);
            assertThat(about(ran.evidence(), control))
                    .isNotEmpty()
                    .allMatch(entry -> entry.status() == Status.NOT_AVAILABLE);
        }
        for (Control control : Set.of(Control.MEMORY, Control.CPU, Control.PIDS)) {
            assertThat(report.advice())
                    .anyMatch(line -> line.contains("cannot limit " + control.label() + " here: without root"));
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Control.class,
            names = {"MEMORY", "SWAP", "CPU", "PIDS"})
    void aLimitThatCannotBeSetCannotBeDemanded(Control control) throws Exception {
        Assumptions.assumeTrue(setsNoLimits());
        assertRefused(
                        Kind.NOT_ENFORCED,
                        () -> ENGINE.start(ENGINE.spec("cat")
                                .policy(TestPolicy.locked().demanding(control).build())))
                .hasMessageContaining("was removed: " + control.label() + " is not available");
    }

    /**
     * Without limits there is no control group by which a process is known to be the container's, so it is not looked at
     * from outside, and of these two the engine's account says nothing.
     */
    @ParameterizedTest
    @EnumSource(
            value = Control.class,
            names = {"SECCOMP", "IPC"})
    void whatNothingShowsCannotBeDemanded(Control control) throws Exception {
        Assumptions.assumeTrue(setsNoLimits());
        assertRefused(
                        Kind.NOT_ENFORCED,
                        () -> ENGINE.start(ENGINE.spec("cat")
                                .policy(TestPolicy.locked().demanding(control).build())))
                .hasMessageContaining("was removed: " + control.label() + " was asked for, and nothing shows");
    }

    @Test
    void whatCannotBeSeenFromOutsideIsToldByAProgramInside() throws Exception {
        Assumptions.assumeTrue(setsNoLimits());
        try (SandboxProcess process = ENGINE.start(ENGINE.spec("cat"))) {
            List<Evidence> told = process.evidence().stream()
                    .filter(entry -> entry.source() == Evidence.Source.INSIDE)
                    .toList();
            assertThat(told)
                    .extracting(Evidence::control)
                    .contains(Control.SECCOMP, Control.IPC, Control.CAPABILITIES, Control.NETWORK, Control.MOUNTS);
            assertThat(told).extracting(Evidence::status).containsOnly(Status.ENFORCED);
        }
    }

    @Test
    void everythingElseCanBeDemanded() throws Exception {
        EnumSet<Control> rest = EnumSet.complementOf(EnumSet.copyOf(LIMITS));
        rest.removeAll(Set.of(Control.MANDATORY_ACCESS_CONTROL, Control.TMP_INODES, Control.SECCOMP, Control.IPC));
        TestPolicy policy = TestPolicy.locked().demanding(rest.toArray(Control[]::new));
        try (SandboxProcess process = ENGINE.start(ENGINE.spec("cat").policy(policy.build()))) {
            assertThat(process.evidence()).isNotEmpty();
        }
    }

    /** Also root inside is nobody outside. */
    @Test
    void rootInsideIsTheServicesUserOutside() throws Exception {
        TestPolicy policy = TestPolicy.locked().user(new RunAs.Ids(0, 0));
        Ran ran = ENGINE.run(ENGINE.shell("id -u; cat /proc/self/uid_map").policy(policy.build()));
        List<String> lines = ran.out().lines().toList();
        assertThat(lines.get(0)).isEqualTo("0");
        assertThat(lines.get(1).strip().split("\\s+")).startsWith("0").doesNotContain("4294967295");
        assertThat(lines.get(1).strip().split("\\s+")[1]).isNotEqualTo("0");
    }
}
