package ai.massgen.backend.openai;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What is peculiar to one provider. Read from {@code presets.json}.
 *
 * @param name what users write as {@code preset}
 * @param baseUrl where it is, null if only the user knows
 * @param keyVariable the environment variable with its key, null if it takes none
 * @param keyHeader the header that carries the key bare, null for {@code Authorization: Bearer}
 * @param maxTokens its name for the limit on output tokens
 * @param seed its name for the sampling seed, null if it has none
 * @param streamUsage whether it must be asked for the usage, and may be
 * @param listing whether it lists its models by the names that requests use
 * @param images whether its models take pictures
 * @param replay the fields of a reply that it wants back with the next request
 * @param reasoningModels the models that take a temperature only while they do not reason, null for none
 * @param toolsNeedEffortNone the models that take tools only with {@code reasoning_effort: none}, null for none
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record Preset(
        String name,
        @Nullable String baseUrl,
        @Nullable String keyVariable,
        @Nullable String keyHeader,
        String maxTokens,
        @Nullable String seed,
        boolean streamUsage,
        boolean listing,
        boolean images,
        List<String> replay,
        @Nullable String reasoningModels,
        @Nullable String toolsNeedEffortNone) {
    /** Copies the list. */
    Preset {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(maxTokens, "maxTokens");
        replay = List.copyOf(replay);
    }

    boolean reasons(String model) {
        return reasoningModels != null && Pattern.matches(reasoningModels, model);
    }

    boolean toolsNeedEffortNone(String model) {
        return toolsNeedEffortNone != null && Pattern.matches(toolsNeedEffortNone, model);
    }
}
