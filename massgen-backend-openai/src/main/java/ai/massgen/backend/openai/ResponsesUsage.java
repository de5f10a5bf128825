package ai.massgen.backend.openai;

import ai.massgen.api.Usage;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Reads the usage of a response. A strange count is corrected, never a reason to fail. */
final class ResponsesUsage {
    private ResponsesUsage() {}

    static Optional<Usage> of(JsonNode usage) {
        return usage.isObject() ? Optional.of(read(usage)) : Optional.empty();
    }

    private static Usage read(JsonNode usage) {
        long input = count(usage, "input_tokens");
        long output = count(usage, "output_tokens");
        JsonNode details = usage.path("input_tokens_details");
        long cached = Math.min(count(details, "cached_tokens"), input);
        long written = Math.min(count(details, "cache_write_tokens"), input - cached);
        long reasoning = Math.min(count(usage.path("output_tokens_details"), "reasoning_tokens"), output);
        return new Usage(input, output, cached, reasoning, written);
    }

    private static long count(JsonNode node, String field) {
        return Math.max(0, node.path(field).asLong(0));
    }
}
