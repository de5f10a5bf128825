package ai.massgen.core.mcp;

import ai.massgen.api.Json;
import ai.massgen.core.mcp.McpException.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the pages of a listing of tools. Used by one thread, once. */
final class ToolListing {
    private static final int MAX_NAME = 256;

    private final McpOptions options;
    private final OddityCounter oddities;
    private final Map<String, McpTool> tools = new LinkedHashMap<>();
    private final Cursors cursors;

    ToolListing(McpOptions options, OddityCounter oddities) {
        this.options = options;
        this.oddities = oddities;
        this.cursors = new Cursors(options, "tools");
    }

    /**
     * Takes in one page.
     *
     * @param page the result of {@code tools/list}
     * @return the cursor of the next page, empty if this was the last
     * @throws McpException if the page is no listing or the listing does not end
     */
    Optional<String> add(JsonNode page) {
        if (!page.path("tools").isArray()) {
            throw failure("answered tools/list without a list of tools");
        }
        page.path("tools").forEach(this::addTool);
        if (tools.size() > options.limits().tools()) {
            throw failure("lists more than " + options.limits().tools() + " tools");
        }
        return cursors.next(page);
    }

    List<McpTool> tools() {
        return new ArrayList<>(tools.values());
    }

    private void addTool(JsonNode tool) {
        JsonNode name = tool.path("name");
        boolean usable = name.isTextual()
                && !name.textValue().isEmpty()
                && name.textValue().length() <= MAX_NAME
                && tool.path("inputSchema").isObject()
                && !tools.containsKey(name.textValue());
        if (!usable) {
            oddities.malformedTools.increment();
        } else if (!tool.path("execution").path("taskSupport").asText().equals("required")) {
            tools.put(name.textValue(), tool(name.textValue(), tool));
        }
    }

    private static McpTool tool(String name, JsonNode tool) {
        return new McpTool(
                name,
                Optional.ofNullable(tool.path("title").textValue()),
                tool.path("description").asText(),
                new Json(tool.path("inputSchema").toString()),
                object(tool.path("outputSchema")),
                object(tool.path("annotations")));
    }

    private static Optional<Json> object(JsonNode node) {
        return node.isObject() ? Optional.of(new Json(node.toString())) : Optional.empty();
    }

    private McpException failure(String what) {
        return new McpException(Kind.PROTOCOL_ERROR, "tool server '" + options.server() + "' " + what);
    }
}
