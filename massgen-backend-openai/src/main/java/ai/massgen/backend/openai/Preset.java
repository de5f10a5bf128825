package ai.massgen.backend.openai;

import ai.massgen.api.backend.ModelInfo;
import ai.massgen.toolkit.model.ModelFacts;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.annotation.JsonNaming;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What is peculiar to one provider. Read from {@code presets.json}.
 *
 * @param name what users write as {@code preset}
 * @param baseUrl where it is, null if only the user knows
 * @param keyVariable the environment variable with its key, null if it takes none
 * @param keyHeader the header that carries the key bare, null for {@code Authorization: Bearer}
 * @param apis the ways in which it can be asked, the usual one first
 * @param listing whether it lists its models by the names that requests use
 * @param models the data file that knows its models, null for none
 * @param listPrices whether prices and last days of that file hold here
 * @param chat how it speaks Chat Completions
 * @param responses how it speaks the Responses API, null if it does not
 */
@JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
record Preset(
        String name,
        @Nullable String baseUrl,
        @Nullable String keyVariable,
        @Nullable String keyHeader,
        List<Api> apis,
        boolean listing,
        @Nullable String models,
        boolean listPrices,
        ChatDialect chat,
        @Nullable ResponsesDialect responses) {
    /** Copies the list. */
    Preset {
        Objects.requireNonNull(name, "name");
        apis = List.copyOf(apis);
        Objects.requireNonNull(chat, "chat");
        if (apis.contains(Api.RESPONSES) != (responses != null)) {
            throw new IllegalArgumentException("the preset " + name + " has apis " + apis + " and does not say how");
        }
    }

    /** What the data file knows of a model. */
    Optional<ModelFacts> facts(String model) {
        return Optional.ofNullable(models).flatMap(file -> Presets.models(file).find(model));
    }

    /** What the engine may tell users about a model. */
    Optional<ModelInfo> known(String model, LocalDate day) {
        return listPrices ? facts(model).map(known -> known.on(model, day)) : Optional.empty();
    }

    /** The dialect of a preset that speaks the Responses API. */
    ResponsesDialect spokenResponses() {
        return Objects.requireNonNull(responses, "responses");
    }
}
