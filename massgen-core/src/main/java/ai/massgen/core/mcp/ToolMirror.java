package ai.massgen.core.mcp;

import ai.massgen.core.text.Visible;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Knows which arguments of which tools go into headers too, from the last listing. Thread-safe. */
final class ToolMirror {
    private static final Logger LOG = LoggerFactory.getLogger(ToolMirror.class);
    private static final int QUOTE = 120;

    private final McpOptions options;
    private final OddityCounter oddities;
    private volatile Map<String, ParamHeaders> tools = Map.of();

    ToolMirror(McpOptions options, OddityCounter oddities) {
        this.options = options;
        this.oddities = oddities;
    }

    /** Leaves out tools whose marks are not as they must be, as clients have to. */
    List<McpTool> admit(List<McpTool> listed) {
        List<McpTool> admitted = new ArrayList<>();
        Map<String, ParamHeaders> known = new HashMap<>();
        for (McpTool tool : listed) {
            try {
                known.put(
                        tool.name(),
                        ParamHeaders.of(StrictJson.parse(tool.inputSchema().text())));
                admitted.add(tool);
            } catch (JsonProcessingException | IllegalArgumentException e) {
                oddities.malformedTools.increment();
                LOG.warn(
                        "the tool '{}' of tool server '{}' is left out: {}",
                        Visible.line(tool.name(), QUOTE),
                        options.server(),
                        Visible.line(String.valueOf(e.getMessage()), QUOTE));
            }
        }
        tools = Map.copyOf(known);
        return admitted;
    }

    Map<String, String> headers(String tool, JsonNode arguments) {
        ParamHeaders headers = tools.get(tool);
        return headers == null ? Map.of() : headers.values(arguments);
    }
}
