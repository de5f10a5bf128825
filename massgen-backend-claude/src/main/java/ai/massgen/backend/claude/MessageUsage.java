package ai.massgen.backend.claude;

import ai.massgen.api.Usage;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/**
 * Adds up the usage of a reply, which each exchange tells at its beginning and corrects at its end. Not thread-safe.
 */
final class MessageUsage {
    private Optional<Usage> before = Optional.empty();
    private boolean told;
    private long input;
    private long cacheRead;
    private long cacheWritten;
    private long output;
    private long thinking;

    /** Takes a usage object: each count in it is the whole so far. */
    void add(JsonNode usage) {
        if (!usage.isObject()) {
            return;
        }
        told = true;
        input = count(usage, "input_tokens", input);
        cacheRead = count(usage, "cache_read_input_tokens", cacheRead);
        cacheWritten = count(usage, "cache_creation_input_tokens", cacheWritten);
        output = count(usage, "output_tokens", output);
        thinking = count(usage.path("output_tokens_details"), "thinking_tokens", thinking);
    }

    void nextExchange() {
        before = total();
        told = false;
        input = 0;
        cacheRead = 0;
        cacheWritten = 0;
        output = 0;
        thinking = 0;
    }

    /** The usage as everybody counts: what was read from a cache and written to one is input too. */
    Optional<Usage> total() {
        if (!told) {
            return before;
        }
        Usage current = new Usage(
                input + cacheRead + cacheWritten, output, cacheRead, Math.min(thinking, output), cacheWritten);
        return Optional.of(before.map(current::plus).orElse(current));
    }

    private static long count(JsonNode usage, String field, long known) {
        return usage.path(field).isNumber() ? Math.max(0, usage.path(field).asLong()) : known;
    }
}
