package ai.massgen.core.config;

import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
 * @param budget how much a run may spend
 * @param prices what models cost, by name or pattern, where the user knows better than the plugins
 * @param pricesFile a file with more of them
 * @param answerSchema a file with the JSON Schema that the final answer has to satisfy
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
        @Doc("Where runs leave their files.") WorkspaceConfig workspace,
        @Doc("How much a run may spend.") BudgetConfig budget,

        @Doc("What models cost, in US dollars per million tokens, by model, backend/model or pattern such as gpt-*.")
        @Max("1000") @Form(value = PriceConfig.MODEL, says = "a model's id, or a pattern with * and ?")
        Map<String, PriceConfig> prices,

        @Doc("A YAML or JSON file with a section prices of its own. What stands in this file comes first.")
        Optional<Path> pricesFile,

        @Doc("A file with the JSON Schema that the final answer has to satisfy. The answer is one JSON value then.")
        Optional<Path> answerSchema) {
    /** Copies the collections, keeping their order. */
    public MassGenConfig {
        agents = List.copyOf(agents);
        tools = Ordered.copy(tools);
        prices = Ordered.copy(prices);
    }
}
