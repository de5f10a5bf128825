package ai.massgen.backend.gemini;

import ai.massgen.api.Usage;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;

/** Adds up the usage of a reply. Within an exchange each count is the whole so far. Not thread-safe. */
final class ReplyUsage {
    private Optional<Usage> before = Optional.empty();
    private Optional<Usage> current = Optional.empty();

    /** Takes a usage object: thoughts are output that the count of the candidates leaves out, what tools read is input. */
    void add(JsonNode usage) {
        if (!usage.isObject() || usage.isEmpty()) {
            return;
        }
        long input = count(usage, "promptTokenCount") + count(usage, "toolUsePromptTokenCount");
        long thoughts = count(usage, "thoughtsTokenCount");
        long output = count(usage, "candidatesTokenCount") + thoughts;
        long cached = Math.min(count(usage, "cachedContentTokenCount"), input);
        current = Optional.of(new Usage(input, output, cached, thoughts));
    }

    /** Whether this exchange has told its usage. */
    boolean isTold() {
        return current.isPresent();
    }

    void nextExchange() {
        before = total();
        current = Optional.empty();
    }

    Optional<Usage> total() {
        return before.isPresent() && current.isPresent()
                ? Optional.of(before.get().plus(current.get()))
                : current.or(() -> before);
    }

    private static long count(JsonNode usage, String field) {
        return Math.max(0, usage.path(field).asLong());
    }
}
