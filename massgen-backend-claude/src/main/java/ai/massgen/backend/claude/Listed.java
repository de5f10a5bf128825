package ai.massgen.backend.claude;

import ai.massgen.api.backend.ModelInfo;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A model as the provider lists it.
 *
 * @param id its id
 * @param name its name for people, may be empty
 * @param lifecycle what the provider says of its life if that is near its end, may be empty
 * @param retires its last day, if one is set
 * @param contextTokens the size of its context window, if told
 * @param maxOutputTokens the most tokens of one reply, if told
 */
record Listed(
        String id,
        String name,
        String lifecycle,
        Optional<LocalDate> retires,
        OptionalLong contextTokens,
        OptionalLong maxOutputTokens) {
    static Listed of(JsonNode model) {
        return new Listed(
                WireJson.text(model, "id"),
                WireJson.text(model, "display_name"),
                WireJson.text(model, "lifecycle").replace("active", ""),
                day(WireJson.text(model, "retires_at")),
                number(model, "max_input_tokens"),
                number(model, "max_tokens"));
    }

    /** What becomes of the model, if it does not stay. */
    Optional<String> ending() {
        Stream<String> states =
                Stream.of(lifecycle).filter(text -> !text.isEmpty()).map(text -> "is " + text);
        String words = Stream.concat(
                        states,
                        lifecycle.equals("retired")
                                ? Stream.empty()
                                : retires.stream().map(day -> "retires on " + day))
                .collect(Collectors.joining(" and "));
        return Optional.of(words).filter(text -> !text.isEmpty());
    }

    /** What the provider says, and what the data file adds: the price. */
    ModelInfo info(LocalDate today) {
        ModelInfo known = KnownModels.find(id).map(facts -> facts.on(id, today)).orElse(ModelInfo.of(id));
        String description = Stream.of(name, lifecycle.isEmpty() ? "" : "is " + lifecycle)
                .filter(text -> !text.isEmpty())
                .collect(Collectors.joining(", "));
        ModelInfo described = description.isEmpty() ? known : known.describedAs(description);
        ModelInfo ending = retires.map(described::endingOn).orElse(described);
        return ending.sized(
                contextTokens.isPresent() ? contextTokens : known.contextTokens(),
                maxOutputTokens.isPresent() ? maxOutputTokens : known.maxOutputTokens());
    }

    private static Optional<LocalDate> day(String time) {
        try {
            return Optional.of(time)
                    .filter(text -> text.length() >= 10)
                    .map(text -> LocalDate.parse(text.substring(0, 10)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static OptionalLong number(JsonNode model, String field) {
        return model.path(field).isNumber() ? OptionalLong.of(model.path(field).asLong()) : OptionalLong.empty();
    }
}
