package ai.massgen.core.config;

import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import java.util.List;
import java.util.Map;

/**
 * The whole configuration, as the user wrote it with defaults filled in. Immutable.
 *
 * @param version the version of the format, 1
 * @param agents who answers, in roster order, 1 to 32
 * @param tools the MCP servers by name, in the order of the file
 * @param sandbox how tools are locked in
 * @param coordination how agents come to a decision
 * @param limits what a run may take
 * @param workspace where runs leave their files
 */
public record MassGenConfig(
        @Doc("The version of this file's format.") @Min("1") @Max("1") int version,

        @Doc("The agents that answer, in roster order.") @Min("1") @Max("32") List<AgentConfig> agents,

        @Doc("MCP servers whose tools agents may use, by name.")
        @Max("64") @Form(value = ToolConfig.NAME, says = "lower-case letters, digits and dashes, such as files")
        Map<String, ToolConfig> tools,

        @Doc("How tools are locked in.") SandboxConfig sandbox,
        @Doc("How agents come to a decision.") CoordinationConfig coordination,
        @Doc("What a run may take.") LimitsConfig limits,
        @Doc("Where runs leave their files.") WorkspaceConfig workspace) {
    /** Copies the collections, keeping their order. */
    public MassGenConfig {
        agents = List.copyOf(agents);
        tools = Ordered.copy(tools);
    }
}
