package ai.massgen.backend.openai;

import ai.massgen.api.backend.Capability;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * How one provider speaks Chat Completions. Read from {@code presets.json}.
 *
 * @param can what its models can do besides tools and sampling
 * @param maxTokens its name for the limit on output tokens
 * @param seed its name for the sampling seed, null if it has none
 * @param streamUsage whether it must be asked for the usage, and may be
 * @param replay the fields of a reply that it wants back with the next request
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record ChatDialect(
        Set<Capability> can, String maxTokens, @Nullable String seed, boolean streamUsage, List<String> replay) {
    /** Copies the collections. */
    ChatDialect {
        can = Set.copyOf(can);
        Objects.requireNonNull(maxTokens, "maxTokens");
        replay = List.copyOf(replay);
    }
}
