package ai.massgen.core.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.Rules;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** From a configuration to what will run. */
class PlannerTest {
    private static final String HOST = "tools: {t: {sandbox: host, command: [server]}}\n";

    @Test
    void agentsHaveAliasesInRosterOrderAndAllToolsUnlessTheySayWhich() {
        RunPlan plan = new Plans().of("tools: {t: {image: x}, u: {image: y}}\n");
        assertThat(plan.agents()).extracting(AgentPlan::id).containsExactly("a", "b");
        assertThat(plan.agents()).extracting(AgentPlan::alias).containsExactly(new Alias(1), new Alias(2));
        assertThat(plan.agents()).extracting(AgentPlan::tools).containsOnly(List.of("t", "u"));
        assertThat(plan.agents()).extracting(AgentPlan::model).containsExactly(Optional.of("m1"), Optional.of("m2"));
    }

    @Test
    void theToolsOfAnAgentAreInTheOrderOfTheFile() {
        RunPlan plan = new Plans()
                .of(
                        "  - {id: c, backend: {type: talker, model: m}, tools: [u, t]}\ntools: {t: {image: x}, u: {image: y}}\n");
        assertThat(plan.agents().get(2).tools()).containsExactly("t", "u");
    }

    @Test
    void aSeedShufflesWhoIsAgentOneAndNothingElse() {
        RunPlan plain = new Plans().of("");
        RunPlan shuffled = new Plans().of("coordination: {shuffle_seed: 2}\n");
        assertThat(shuffled.agents()).extracting(AgentPlan::id).containsExactly("b", "a");
        assertThat(shuffled.agents()).extracting(AgentPlan::alias).containsExactly(new Alias(1), new Alias(2));
        assertThat(plain.agents()).extracting(AgentPlan::id).containsExactly("a", "b");
    }

    @Test
    void aToolThatNoAgentMayUseDoesNotRunAndTheUserIsTold() {
        RunPlan plan =
                new Plans().allowed("[u]").of("tools: {t: {image: x, policy: {network: open}}, u: {image: y}}\n");
        assertThat(plan.tools()).containsOnlyKeys("u");
        assertThat(plan.warnings()).containsExactly("No agent may use the tool t, so it does not run.");
    }

    @Test
    void aToolThatDoesNotRunMustStillBeRight() {
        assertThat(new Plans().allowed("[]").problems("tools: {t: {image: '!'}}\n"))
                .hasSize(1);
    }

    @Test
    void toolsOfOneEngineShareItsInstance() {
        RunPlan plan = new Plans()
                .of("tools: {t: {image: x}, u: {image: y, sandbox: docker}, v: {image: z, sandbox: remote}}\n");
        assertThat(plan.tools().get("t"))
                .extracting(ToolPlan::sandbox)
                .isSameAs(tool(plan, "u").sandbox());
        assertThat(tool(plan, "v").sandbox().name()).isEqualTo("remote");
        assertThat(tool(plan, "v").sandbox().config()).isEqualTo(new Plans.BoxSettings(Optional.empty()));
    }

    private static ToolPlan tool(RunPlan plan, String name) {
        return Objects.requireNonNull(plan.tools().get(name), name);
    }

    @Test
    void settingsReachTheirEngine() {
        RunPlan plan = new Plans().of("tools: {t: {image: x}}\nsandbox: {docker: {host: h}}\n");
        assertThat(tool(plan, "t").sandbox().config()).isEqualTo(new Plans.BoxSettings(Optional.of("h")));
    }

    @Test
    void pathsAreAbsoluteAndNormal() {
        RunPlan plan =
                new Plans().of("workspace: {directory: ../out/./x}\nsandbox: {mount_roots: [., docs/.., /data]}\n");
        assertThat(plan.workspaceDirectory()).isEqualTo(Path.of("/srv/out/x"));
        assertThat(plan.baseDirectory()).isEqualTo(Plans.BASE);
        assertThat(plan.mountRoots()).containsExactly(Plans.BASE, Plans.BASE, Path.of("/data"));
    }

    @Test
    void withoutMountRootsTheFolderOfTheFileIsTheOnlyOne() {
        assertThat(new Plans().of("").mountRoots()).containsExactly(Plans.BASE);
        assertThat(new Plans().of("sandbox: {mount_roots: []}\n").mountRoots()).isEmpty();
    }

    @Test
    void rulesAndLimitsAreThoseOfTheFile() {
        RunPlan plan = new Plans()
                .of(
                        "coordination: {start: eager, rejections: 9, failures: 8, max_new_answers_per_agent: 7}\nlimits: {run: 3s}\n");
        assertThat(plan.rules().start()).isEqualTo(Rules.Start.EAGER);
        assertThat(plan.rules().toString()).contains("9", "8", "7");
        assertThat(plan.limits().run()).isEqualTo(Duration.ofSeconds(3));
    }

    @Test
    void aToolWithoutIsolationNeedsItsOwnWordAndTheUsersPermission() {
        assertThat(new Plans().allowUnsandboxed().of(HOST).warnings())
                .containsExactly("The tool t runs without isolation, with your rights on this machine.");
        assertThat(new Plans().problems(HOST))
                .containsExactly("c.yaml:5:22 tools.t.sandbox: asks for host, which isolates nothing, and that was not"
                        + " allowed; pass --allow-unsandboxed if you trust this tool, or remove the line");
        assertThat(new Plans()
                        .allowUnsandboxed()
                        .problems("tools: {t: {command: [server]}}\nsandbox: {engine: host}\n"))
                .containsExactly(
                        "c.yaml:5:9 tools.t.sandbox: is missing: host isolates nothing, so each tool has to ask"
                                + " for it; add sandbox: host to this tool, or choose another sandbox.engine");
        assertThat(new Plans().problems("tools: {t: {command: [server]}}\nsandbox: {engine: host}\n"))
                .hasSize(1);
    }

    @Test
    void permissionAloneTakesNoToolOutOfItsContainer() {
        assertThat(new Plans()
                        .allowUnsandboxed()
                        .tool("tools: {t: {image: x}}\n")
                        .sandbox()
                        .name())
                .isEqualTo("docker");
    }

    @Test
    void aSandboxOfImagesNeedsAnImage() {
        assertThat(new Plans().problems("tools: {t: {command: [server]}}\n"))
                .containsExactly("c.yaml:5:9 tools.t.image: is missing: docker runs images;"
                        + " add image: the image of the MCP server, or npx or uvx: its package");
        assertThat(new Plans().tool("tools: {t: {image: x:1, pull: always}}\n").image())
                .contains(new ToolImage.Named(new ImageSource.Reference("x:1", ImageSource.Pull.ALWAYS)));
    }

    @Test
    void aSandboxOfPlainCommandsNeedsACommandAndNoImage() {
        assertThat(new Plans().allowUnsandboxed().problems("tools: {t: {sandbox: host, image: x}}\n"))
                .containsExactlyInAnyOrder(
                        "c.yaml:5:9 tools.t.command: is missing: host runs plain commands; add command: the command"
                                + " line as a list",
                        "c.yaml:5:35 tools.t.image: cannot be used: host runs plain commands, no images; remove it and"
                                + " give the command, or choose another sandbox");
        assertThat(new Plans().allowUnsandboxed().tool(HOST).image()).isEmpty();
    }

    @Test
    void aSandboxElsewhereMountsNothingOfThisMachine() {
        String tool =
                "tools: {t: {sandbox: remote, image: x, workspace: read-only, mounts: [{path: ., target: /d}]}}\n";
        assertThat(new Plans().problems(tool))
                .containsExactly(
                        "c.yaml:5:51 tools.t.workspace: cannot be used: remote mounts no folders of this machine",
                        "c.yaml:5:62 tools.t.mounts: cannot be used: remote mounts no folders of this machine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{network: open}", "{user: root}", "{user: '0:5'}"})
    void whatOpensTheLockIsWarnedAbout(String policy) {
        assertThat(new Plans()
                        .of("tools: {t: {image: x, policy: " + policy + "}}\n")
                        .warnings())
                .singleElement()
                .asString()
                .startsWith("The tool t ");
    }

    @Test
    void anOpenNetworkAndRootAreTwoWarnings() {
        assertThat(new Plans()
                        .of("tools: {t: {image: x, policy: {network: open, user: root}}}\n")
                        .warnings())
                .containsExactly(
                        "The tool t may reach the network, and can send away what it sees.",
                        "The tool t runs as root inside its container.");
        assertThat(new Plans().of("tools: {t: {image: x}}\n").warnings()).isEmpty();
    }

    @Test
    void aPlanIsOfAbsoluteFolders() {
        RunPlan plan = new Plans().of("");
        assertThatThrownBy(() ->
                        new WorkspacePlan(Path.of("relative"), plan.workspace().snapshot(), List.of()))
                .hasMessageContaining("not absolute: workspace 'relative'");
    }

    @Test
    void aServerOfTheWholeRunHasNoAgentsWorkspace() {
        assertThat(new Plans().problems("tools: {t: {image: x, scope: run, workspace: read-write}}\n"))
                .singleElement()
                .asString()
                .contains("tools.t.workspace: cannot be used")
                .contains("set scope: agent");
        assertThat(new Plans().problems("tools: {t: {image: x, scope: run}}\n")).isEmpty();
    }

    @Test
    void aVariableIsEitherASecretOrNot() {
        assertThat(new Plans()
                        .environment(Map.of("S", "x"))
                        .problems("tools: {t: {image: x, env: {A: b}, secrets: {A: '${S}'}}}\n"))
                .singleElement()
                .asString()
                .contains("tools.t.secrets.A: stands in env too; keep it in one of the two");
    }
}
