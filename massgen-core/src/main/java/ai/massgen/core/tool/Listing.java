package ai.massgen.core.tool;

import ai.massgen.core.mcp.McpTool;
import ai.massgen.core.pin.ToolPin;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a server lists at one moment, with the hashes of the definitions, in its order. Immutable. */
final class Listing {
    private final Map<String, ToolPin> tools = new LinkedHashMap<>();
    private final long version;

    /**
     * Takes a listing.
     *
     * @param tools the tools, no name twice
     * @param version the number of announced changes before it was asked for
     */
    Listing(List<McpTool> tools, long version) {
        tools.forEach(tool -> this.tools.put(tool.name(), ToolPin.of(tool)));
        this.version = version;
    }

    List<ToolPin> tools() {
        return List.copyOf(tools.values());
    }

    Optional<ToolPin> find(String name) {
        return Optional.ofNullable(tools.get(name));
    }

    long version() {
        return version;
    }
}
