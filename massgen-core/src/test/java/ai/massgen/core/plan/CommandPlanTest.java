package ai.massgen.core.plan;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.config.ByteSize;
import ai.massgen.core.config.ToolConfig;
import ai.massgen.core.egress.EgressHost;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tools with {@code commands: true}: containers for commands instead of MCP servers. */
class CommandPlanTest {
    @Test
    void commandsWorkWithTheWorkspaceUnlessSomebodySaysOtherwise() {
        ToolPlan plan = new Plans().tool("tools: {t: {image: x, commands: true}}\n");

        assertThat(plan.manner().commands()).contains(ByteSize.parse("16KiB"));
        assertThat(plan.workspace()).isEqualTo(ToolConfig.WorkspaceAccess.READ_WRITE);
        assertThat(plan.command()).startsWith("sh", "-c");
        assertThat(new Plans()
                        .tool("tools: {t: {image: x, commands: true, workspace: none}}\n")
                        .workspace())
                .isEqualTo(ToolConfig.WorkspaceAccess.NONE);
    }

    @Test
    void aServerRunsNoCommands() {
        assertThat(new Plans().tool("tools: {t: {image: x}}\n").manner().commands())
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "command: [serve]        | tools.t.command: cannot be used: with commands: true no MCP server runs",
                "allow: [a]              | tools.t.allow: cannot be used",
                "handshake: discover     | tools.t.handshake: cannot be used",
                "resources: true         | tools.t.resources: cannot be used",
                "prompts: true           | tools.t.prompts: cannot be used",
                "trust_read_only_hint: true | tools.t.trust_read_only_hint: cannot be used",
                "scope: call             | tools.t.scope: cannot be used: the commands of each agent",
                "sandbox: remote         | tools.t.commands: cannot be used: remote runs no commands in a container"
            })
    void whatOnlyAServerHasIsOneProblemWithAPlace(String key, String problem) {
        assertThat(new Plans().problems("tools: {t: {image: x, commands: true, " + key + "}}\n"))
                .singleElement()
                .asString()
                .contains(problem)
                .contains("c.yaml:5:");
    }

    @Test
    void commandsReachTheHostsOfAListAsServersDo() {
        String listed = "sandbox: {defaults: {egress: [b.test:443]}}\n";

        assertThat(new Plans()
                        .tool("tools: {t: {image: x, commands: true, policy: {egress: [a.test:443]}}}\n" + listed)
                        .egress()
                        .hosts())
                .containsExactly(EgressHost.of("a.test:443"));
        assertThat(new Plans()
                        .tool("tools: {t: {image: x, commands: true}}\n" + listed)
                        .egress()
                        .hosts())
                .containsExactly(EgressHost.of("b.test:443"));
    }

    @Test
    void theSizeOfOutputBelongsToCommands() {
        assertThat(new Plans().problems("tools: {t: {image: x, command_output: 1KiB}}\n"))
                .singleElement()
                .asString()
                .contains("tools.t.command_output: cannot be used without commands");
    }

    @Test
    void aServerElsewhereRunsNoCommands() {
        assertThat(new Plans().problems("tools: {t: {url: \"https://example.com/mcp\", commands: true}}\n"))
                .singleElement()
                .asString()
                .contains("tools.t.commands: cannot be used");
    }
}
