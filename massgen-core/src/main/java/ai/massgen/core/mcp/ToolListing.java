package ai.massgen.core.mcp;

import ai.massgen.api.Json;
import ai.massgen.core.mcp.McpException.Kind;
import ai.massgen.core.text.Visible;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Collects the pages of a listing and stops a server that never ends it. Used by one thread, once. */
final class ToolListing {
    private static final int MAX_NAME = 256;

    private final McpOptions options;
    private final OddityCounter oddities;
    private final Map<String, McpTool> tools = new LinkedHashMap<>();
    private final Set<String> cursors = new HashSet<>();
    private int pages;

    ToolListing(McpOptions options, OddityCounter oddities) {
        this.options = options;
        this.oddities = oddities;
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
        JsonNode cursor = page.path("nextCursor");
        if (cursor.isMissingNode() || cursor.isNull()) {
            return Optional.empty();
        }
        return Optional.of(checkCursor(cursor));
    }

    private String checkCursor(JsonNode cursor) {
        if (!cursor.isTextual()) {
            throw failure("answered tools/list with a cursor that is no text");
        }
        if (!cursors.add(cursor.textValue())) {
            throw failure("lists its tools in a circle: the cursor '" + Visible.line(cursor.textValue(), 80)
                    + "' came twice");
        }
        if (++pages >= options.limits().pages()) {
            throw failure("lists its tools on more than " + options.limits().pages() + " pages");
        }
        return cursor.textValue();
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
