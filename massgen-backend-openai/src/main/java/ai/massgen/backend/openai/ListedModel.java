package ai.massgen.backend.openai;

import ai.massgen.api.backend.ModelInfo;
import ai.massgen.api.backend.Price;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import java.util.stream.Stream;

/** One entry of a list of models. What the server says goes before what the data file knows. */
final class ListedModel {
    /** OpenRouter gives prices per token. */
    private static final int MILLION = 6;

    private ListedModel() {}

    static ModelInfo read(JsonNode model, Function<String, ModelInfo> known) {
        ModelInfo info = known.apply(WireJson.text(model, "id"));
        String owner = WireJson.text(model, "owned_by");
        if (!owner.isEmpty()) {
            info = info.describedAs("by " + owner);
        }
        Optional<LocalDate> shutdown = day(WireJson.text(model, "shutdown_date"));
        if (shutdown.isPresent()) {
            info = info.endingOn(shutdown.get());
        }
        Optional<Price> price = price(model.path("pricing"));
        if (price.isPresent()) {
            info = info.costing(price.get());
        }
        OptionalLong context = number(model, "context_length", "context_window", "max_model_len", "max_context_length");
        OptionalLong output = number(model, "max_completion_tokens", "max_output_tokens");
        return info.sized(
                context.isPresent() ? context : info.contextTokens(),
                output.isPresent() ? output : info.maxOutputTokens());
    }

    private static Optional<LocalDate> day(String text) {
        try {
            return text.length() < 10 ? Optional.empty() : Optional.of(LocalDate.parse(text.substring(0, 10)));
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static OptionalLong number(JsonNode model, String... names) {
        return Stream.of(names)
                .flatMap(name ->
                        Stream.of(model.path(name), model.path("top_provider").path(name)))
                .filter(value -> value.canConvertToLong() && value.asLong() > 0)
                .mapToLong(JsonNode::asLong)
                .findFirst();
    }

    /** OpenRouter's form. A price below zero there stands for one that varies. */
    private static Optional<Price> price(JsonNode pricing) {
        Optional<BigDecimal> input = amount(pricing, "prompt");
        Optional<BigDecimal> output = amount(pricing, "completion");
        if (input.isEmpty() || output.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Price(
                input.get(),
                output.get(),
                amount(pricing, "input_cache_read").orElse(input.get()),
                amount(pricing, "input_cache_write").orElse(input.get())));
    }

    private static Optional<BigDecimal> amount(JsonNode pricing, String name) {
        String text = WireJson.text(pricing, name);
        return text.matches("\\d{1,6}(\\.\\d{1,20})?([eE]-?\\d{1,2})?")
                ? Optional.of(new BigDecimal(text).movePointRight(MILLION))
                : Optional.empty();
    }
}
