package ai.massgen.backend.openai;

import ai.massgen.api.Usage;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads a usage object in the dialects of the providers: beside the choices, in Groq's {@code x_groq}, or in the choice (Kimi).
 * A strange count is corrected, never a reason to fail.
 */
final class ChatUsage {
    private ChatUsage() {}

    static Optional<Usage> of(JsonNode chunk) {
        return Stream.of(chunk, chunk.path("x_groq"), chunk.path("choices").path(0))
                .map(place -> place.path("usage"))
                .filter(JsonNode::isObject)
                .findFirst()
                .map(ChatUsage::read);
    }

    private static Usage read(JsonNode usage) {
        long input = count(usage, "prompt_tokens");
        long output = count(usage, "completion_tokens");
        long reasoning = count(usage.path("completion_tokens_details"), "reasoning_tokens");
        boolean reasoningApart =
                reasoning > output || (reasoning > 0 && count(usage, "total_tokens") == input + output + reasoning);
        JsonNode details = usage.path("prompt_tokens_details");
        long cached = Math.min(
                input,
                Math.max(
                        Math.max(count(details, "cached_tokens"), count(usage, "cached_tokens")),
                        count(usage, "prompt_cache_hit_tokens")));
        long written = Math.min(count(details, "cache_write_tokens"), input - cached);
        return new Usage(input, reasoningApart ? output + reasoning : output, cached, reasoning, written);
    }

    private static long count(JsonNode node, String field) {
        return Math.max(0, node.path(field).asLong(0));
    }
}
