package ai.massgen.backend.openai;

import ai.massgen.api.backend.Capability;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * How one provider speaks the Responses API. Read from {@code presets.json}.
 *
 * @param can what its models can do besides tools and sampling
 * @param tools the tools that it runs itself, as they are written in a request
 * @param encryptedReasoning whether it gives reasoning in encrypted form, to be sent back
 * @param cacheGroup whether it takes a {@code prompt_cache_key}
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record ResponsesDialect(
        Set<Capability> can, Map<Capability, ObjectNode> tools, boolean encryptedReasoning, boolean cacheGroup) {
    /** Copies the collections. */
    ResponsesDialect {
        can = Set.copyOf(can);
        tools = Map.copyOf(tools);
    }

    /** A tool that is among {@link #tools}, as it is written in a request. */
    ObjectNode tool(Capability tool) {
        return Objects.requireNonNull(tools.get(tool), "tool").deepCopy();
    }
}
