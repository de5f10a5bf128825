package ai.massgen.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Json;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.sandbox.AddedCapability;
import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.Network;
import ai.massgen.api.sandbox.ResourceLimits;
import ai.massgen.api.sandbox.RunAs;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The policy of a tool: the locked one, then the defaults, then its own, below the ceilings. */
class PolicyTest {
    private static String tool(String policy) {
        return "tools: {t: {image: x, policy: " + policy + "}}\n";
    }

    private static IsolationPolicy policy(String more) {
        return new Plans().tool(more).policy();
    }

    @Test
    void withoutAWordAToolIsLocked() {
        assertThat(policy("tools: {t: {image: x}}\n")).isEqualTo(IsolationPolicy.LOCKED);
    }

    @Test
    void whatTheToolSaysGoesBeforeTheDefaultsAndTheseBeforeTheLockedPolicy() {
        IsolationPolicy policy = policy(tool("{memory: 512MiB, read_only_root: false, pids: 7}")
                + "sandbox: {defaults: {memory: 300MiB, cpus: 2, read_only_root: true, network: open}}\n");
        assertThat(policy.limits()).isEqualTo(new ResourceLimits(ByteSize.ofMebibytes(512), 2, 7, 1024));
        assertThat(policy.readOnlyRoot()).isFalse();
        assertThat(policy.network()).isEqualTo(Network.OPEN);
        assertThat(policy.user()).isEqualTo(RunAs.NOBODY);
    }

    @Test
    void anotherToolIsNotTouchedByTheWordsOfOne() {
        RunPlan plan = new Plans().of("tools: {t: {image: x, policy: {network: open}}, u: {image: y}}\n");
        assertThat(plan.tools().get("u")).extracting(ToolPlan::policy).isEqualTo(IsolationPolicy.LOCKED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "network: none         | NETWORK",
                "user: 1000:1000       | USER",
                "add_capabilities: []  | CAPABILITIES",
                "read_only_root: true  | READ_ONLY_ROOT",
                "tmp_size: 64MiB       | TMP_SIZE",
                "tmp_inodes: 4096      | TMP_INODES",
                "private_ipc: false    | IPC",
                "cpus: 1               | CPU",
                "pids: 128             | PIDS",
                "open_files: 1024      | OPEN_FILES",
                "runtime: runsc        | RUNTIME"
            })
    void whatIsWrittenIsDemandedEvenIfItIsTheDefault(String setting, Control control) {
        assertThat(policy(tool("{" + setting + "}")).demanded()).containsExactly(control);
        assertThat(policy(tool("{}") + "sandbox: {defaults: {" + setting + "}}\n")
                        .demanded())
                .containsExactly(control);
    }

    @Test
    void whoDemandsMemoryDemandsThatThereIsNoSwapBeyondIt() {
        assertThat(policy(tool("{memory: 64MiB}")).demanded()).containsExactlyInAnyOrder(Control.MEMORY, Control.SWAP);
    }

    @Test
    void aSeccompProfileIsReadAndDemanded() {
        Plans plans = new Plans().file("/srv/project/p.json", "{ \"defaultAction\" : \"SCMP_ACT_ERRNO\" }\n");
        IsolationPolicy policy = plans.tool(tool("{seccomp_profile: p.json}")).policy();
        assertThat(policy.seccompProfile()).contains(new Json("{\"defaultAction\":\"SCMP_ACT_ERRNO\"}"));
        assertThat(policy.demanded()).containsExactly(Control.SECCOMP);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[1]    | names a file that is not a JSON object; give a seccomp profile",
                "''     | names a file that is not a JSON object; give a seccomp profile",
                "{x     | names a file that is not JSON; give a seccomp profile",
                "{} {}  | names a file that is not JSON; give a seccomp profile"
            })
    void aProfileThatIsNoneIsAProblem(String text, String problem) {
        assertThat(new Plans().file("/srv/project/p.json", text).problems(tool("{seccomp_profile: p.json}")))
                .containsExactly("c.yaml:5:49 tools.t.policy.seccomp_profile: " + problem);
    }

    @Test
    void aProfileThatIsNotThereIsAProblemWhereItIsWritten() {
        assertThat(new Plans().problems(tool("{}") + "sandbox: {defaults: {seccomp_profile: ../p.json}}\n"))
                .containsExactly("c.yaml:6:39 sandbox.defaults.seccomp_profile: names a file that does not exist");
    }

    @ParameterizedTest
    @CsvSource({"root,0,0", "1000:100,1000,100", "0:0,0,0", "999999999:1,999999999,1"})
    void theUserIsANumberOrRoot(String text, int uid, int gid) {
        assertThat(policy(tool("{user: '" + text + "'}")).user()).isEqualTo(new RunAs.Ids(uid, gid));
    }

    @Test
    void theUserMayBeThatOfTheImage() {
        assertThat(policy(tool("{user: image}")).user()).isEqualTo(new RunAs.ImageUser());
    }

    @Test
    void capabilitiesAreASet() {
        assertThat(policy(tool("{add_capabilities: [chown, kill, chown]}")).addedCapabilities())
                .containsExactlyInAnyOrder(AddedCapability.CHOWN, AddedCapability.KILL);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "memory: 3GiB      | is 3GiB, above the ceiling of 2GiB; lower it, or raise sandbox.ceilings.memory",
                "cpus: 4.5         | is 4.5, above the ceiling of 4.0; lower it, or raise sandbox.ceilings.cpus",
                "pids: 1025        | is 1025, above the ceiling of 1024; lower it, or raise sandbox.ceilings.pids",
                "open_files: 65537 | is 65537, above the ceiling of 65536; lower it, or raise sandbox.ceilings.open_files",
                "tmp_size: 2GiB    | is 2GiB, above the ceiling of 1GiB; lower it, or raise sandbox.ceilings.tmp_size"
            })
    void nothingThatIsWrittenMayExceedACeiling(String setting, String problem) {
        assertThat(new Plans().problems(tool("{" + setting + "}")))
                .singleElement()
                .asString()
                .startsWith("c.yaml:5:")
                .endsWith(": " + problem);
        assertThat(new Plans()
                        .problems("tools: {t: {image: x}, u: {image: x}}\nsandbox: {defaults: {" + setting + "}}\n"))
                .singleElement()
                .asString()
                .startsWith("c.yaml:6:")
                .contains(" sandbox.defaults.")
                .endsWith(": " + problem);
    }

    @Test
    void aCeilingMayBeRaisedAndIsInclusive() {
        assertThat(policy(tool("{memory: 3GiB}") + "sandbox: {ceilings: {memory: 3GiB}}\n")
                        .limits()
                        .memory())
                .isEqualTo(ByteSize.parse("3GiB"));
    }

    @Test
    void aLockedDefaultGivesWayToALowerCeiling() {
        IsolationPolicy policy = policy(tool("{}")
                + "sandbox: {ceilings: {memory: 64MiB, cpus: 0.5, pids: 10, open_files: 20, tmp_size: 1MiB}}\n");
        assertThat(policy.limits()).isEqualTo(new ResourceLimits(ByteSize.ofMebibytes(64), 0.5, 10, 20));
        assertThat(policy.tmpSize()).isEqualTo(ByteSize.ofMebibytes(1));
        assertThat(policy.demanded()).isEmpty();
    }

    @Test
    void aDefaultAboveTheCeilingHarmsNoToolThatLowersIt() {
        assertThat(new Plans().problems(tool("{memory: 1GiB}") + "sandbox: {defaults: {memory: 3GiB}}\n"))
                .isEmpty();
    }

    @Test
    void theLifetimeHasItsCeilingToo() {
        String tool = "tools: {t: {image: x, timeouts: {lifetime: 2h}}}\n";
        assertThat(new Plans().tool(tool).timeouts().lifetime()).isEqualTo(Duration.ofHours(2));
        assertThat(new Plans().problems(tool + "sandbox: {ceilings: {lifetime: 90m}}\n"))
                .containsExactly("c.yaml:5:44 tools.t.timeouts.lifetime: is 7200 s, above the ceiling of 5400 s;"
                        + " lower it, or raise sandbox.ceilings.lifetime");
        assertThat(new Plans()
                        .tool("tools: {t: {image: x}}\nsandbox: {ceilings: {lifetime: 30m}}\n")
                        .timeouts()
                        .lifetime())
                .isEqualTo(Duration.ofMinutes(30));
    }

    @Test
    void allProblemsOfAllToolsAreReportedAtOnceInTheOrderOfTheFile() {
        assertThat(new Plans().problems("""
                        tools:
                          t: {image: X Y, policy: {memory: 9GiB, pids: 9999}}
                          u: {image: x, policy: {seccomp_profile: nowhere}}
                        """)).hasSize(4).isSorted().allMatch(each -> each.startsWith("c.yaml:"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Upper", "a b", "x:", "/x", "a/../b"})
    void anImageThatIsNoneIsAProblemAtItsPlace(String image) {
        assertThat(new Plans().problems("tools: {t: {image: '" + image + "'}}\n"))
                .singleElement()
                .asString()
                .startsWith("c.yaml:5:20 tools.t.image: cannot be used: not an image reference: '" + image + "'");
    }

    @Test
    void anImageOutOfAVariableIsNotShown() {
        List<String> problems = new Plans()
                .environment(Map.of("IMAGE", "Registry.example/secret token"))
                .problems("tools: {t: {image: '${IMAGE}'}}\n");
        assertThat(problems).singleElement().asString().contains("not an image reference: '${IMAGE}'");
    }
}
