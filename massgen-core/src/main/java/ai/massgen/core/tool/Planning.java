package ai.massgen.core.tool;

import ai.massgen.api.Json;
import ai.massgen.core.mcp.McpTool;
import ai.massgen.core.plan.ToolEffects;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;

/**
 * Decides which tools run before the presentation when agents are to plan only: those that the configuration names, and
 * those that their server calls read-only, where the configuration trusts it. What is not known waits.
 */
final class Planning {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Planning() {}

    static boolean waits(ToolEffects effects, McpTool tool) {
        boolean known = effects.readOnly().contains(tool.name())
                || (effects.trustHint()
                        && tool.annotations().map(Planning::hintsReadOnly).orElse(false));
        return effects.planning() && !known;
    }

    private static boolean hintsReadOnly(Json annotations) {
        try {
            return MAPPER.readTree(annotations.text()).path("readOnlyHint").asBoolean(false);
        } catch (JsonProcessingException e) {
            return false;
        }
    }
}
