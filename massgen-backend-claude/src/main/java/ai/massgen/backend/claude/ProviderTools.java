package ai.massgen.backend.claude;

import ai.massgen.api.backend.Capability;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import java.util.Optional;

/** The tools that the provider runs itself: how they are offered, and how a reply tells that one is used. */
final class ProviderTools {
    private ProviderTools() {}

    /**
     * Offers a tool. Those of the web are called by the model itself: otherwise they would be called by code that the
     * provider runs, which not every model can.
     */
    static void offer(ArrayNode tools, Capability tool) {
        switch (tool) {
            case WEB_SEARCH -> offer(tools, "web_search_20260318", "web_search");
            case URL_CONTEXT -> offer(tools, "web_fetch_20260318", "web_fetch");
            case CODE_EXECUTION ->
                tools.addObject().put("type", "code_execution_20260521").put("name", "code_execution");
            case FILE_SEARCH,
                    TOOLS,
                    PARALLEL_TOOL_CALLS,
                    IMAGES,
                    DOCUMENTS,
                    TEMPERATURE,
                    SEED,
                    MAX_OUTPUT_TOKENS,
                    STRUCTURED_OUTPUT -> throw new IllegalArgumentException("no tool of this provider: " + tool);
        }
    }

    /** The tool that a block begins to use. */
    static Optional<Capability> named(JsonNode block) {
        if (!WireJson.text(block, "type").equals("server_tool_use")) {
            return Optional.empty();
        }
        return switch (WireJson.text(block, "name")) {
            case "web_search" -> Optional.of(Capability.WEB_SEARCH);
            case "web_fetch" -> Optional.of(Capability.URL_CONTEXT);
            case "code_execution", "bash_code_execution", "text_editor_code_execution" ->
                Optional.of(Capability.CODE_EXECUTION);
            default -> Optional.empty();
        };
    }

    private static void offer(ArrayNode tools, String type, String name) {
        tools.addObject()
                .put("type", type)
                .put("name", name)
                .putArray("allowed_callers")
                .add("direct");
    }
}
