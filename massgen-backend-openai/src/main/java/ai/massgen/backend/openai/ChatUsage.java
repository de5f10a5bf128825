package ai.massgen.backend.openai;

import ai.massgen.api.Usage;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Reads a usage object in the dialects of the providers. A strange count is corrected, never a reason to fail. */
final class ChatUsage {
    private ChatUsage() {}

    static Optional<Usage> of(JsonNode chunk) {
        JsonNode usage = chunk.path("usage").isObject()
                ? chunk.path("usage")
                : chunk.path("x_groq").path("usage");
        return usage.isObject() ? Optional.of(read(usage)) : Optional.empty();
    }

    private static Usage read(JsonNode usage) {
        long input = count(usage, "prompt_tokens");
        long output = count(usage, "completion_tokens");
        long reasoning = count(usage.path("completion_tokens_details"), "reasoning_tokens");
        boolean reasoningApart =
                reasoning > output || (reasoning > 0 && count(usage, "total_tokens") == input + output + reasoning);
        long cached = Math.max(
                count(usage.path("prompt_tokens_details"), "cached_tokens"), count(usage, "prompt_cache_hit_tokens"));
        return new Usage(input, reasoningApart ? output + reasoning : output, Math.min(cached, input), reasoning);
    }

    private static long count(JsonNode node, String field) {
        return Math.max(0, node.path(field).asLong(0));
    }
}
