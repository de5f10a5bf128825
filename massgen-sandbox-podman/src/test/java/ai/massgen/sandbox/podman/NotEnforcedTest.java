package ai.massgen.sandbox.podman;

import static ai.massgen.testkit.sandbox.Refusals.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Network;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.RunAs;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.testkit.hostile.Row;
import ai.massgen.testkit.sandbox.TestPolicy;
import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a real engine cannot give ends the start, and no container is left: see what {@link RealPodman} checks. */
@Tag("engine")
@Tag("podman")
@Timeout(120)
class NotEnforcedTest {
    @RegisterExtension
    static final RealPodman ENGINE = new RealPodman();

    private static ProcessSpec.Builder cat(TestPolicy policy) throws InterruptedException {
        return ENGINE.spec("cat").policy(policy.build());
    }

    @Test
    @Row("A6")
    void aCapOnFilesThatPodmanDoesNotHaveCannotBeDemanded() {
        assertRefused(
                        Kind.NOT_ENFORCED,
                        () -> ENGINE.start(cat(TestPolicy.locked().demanding(Control.TMP_INODES))))
                .hasMessageContaining("was removed: tmp-inodes is bounded by memory");
    }

    @Test
    void whatTheMachineDoesNotHaveCannotBeDemanded() throws Exception {
        JsonNode security = ENGINE.raw().get("/info").at("/host/security");
        Assumptions.assumeFalse(security.path("apparmorEnabled").asBoolean()
                || security.path("selinuxEnabled").asBoolean());
        assertRefused(
                        Kind.NOT_ENFORCED,
                        () -> ENGINE.start(cat(TestPolicy.locked().demanding(Control.MANDATORY_ACCESS_CONTROL))))
                .hasMessageContaining("mandatory-access-control is not available");
    }

    @Test
    @Row("B17")
    void everythingElseCanBeDemanded() throws Exception {
        Set<Control> demanded = EnumSet.allOf(Control.class);
        demanded.removeAll(Set.of(Control.MANDATORY_ACCESS_CONTROL, Control.TMP_INODES));
        TestPolicy policy = TestPolicy.locked().demanding(demanded.toArray(Control[]::new));
        try (SandboxProcess process = ENGINE.start(cat(policy))) {
            assertThat(process.evidence()).isNotEmpty();
        }
    }

    /** Podman 4 takes the request and gives its own runtime. */
    @ParameterizedTest
    @ValueSource(strings = {"runsc", "crun", "no-such-runtime"})
    @Row("B14")
    void aRuntimeThatIsAskedForAndNotGivenIsFoundOut(String runtime) throws Exception {
        Assumptions.assumeFalse(
                ENGINE.raw().get("/info").at("/host/ociRuntime/name").asText().equals(runtime));
        assertRefused(
                        Kind.NOT_ENFORCED,
                        () -> ENGINE.start(cat(TestPolicy.locked().runtime(runtime))))
                .hasMessageContaining("runtime is not enforced: asked for '" + runtime + "'");
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
        Assumptions.assumeFalse(
                Files.exists(Path.of("/usr/lib/cni/bridge")) || Files.exists(Path.of("/opt/cni/bin/bridge")));
        assertThat(catchThrowable(() -> ENGINE.start(cat(TestPolicy.locked().network(Network.OPEN)))))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.kind()).isIn(Kind.NOT_ENFORCED, Kind.START_FAILED));
    }
}
