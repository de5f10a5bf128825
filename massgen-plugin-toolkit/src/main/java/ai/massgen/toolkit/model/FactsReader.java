package ai.massgen.toolkit.model;

import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Price;
import ai.massgen.toolkit.model.ModelFacts.DatedPrice;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one entry of a {@link ModelFile}. A key that is not known is a slip that would go unnoticed. */
final class FactsReader {
    private static final Set<String> KEYS =
            Set.of("id", "match", "context", "max_output", "shutdown", "lacks", "efforts", "prices", "source");
    private static final Set<String> PRICE_KEYS = Set.of("until", "input", "output", "cached_input", "cache_write");

    private FactsReader() {}

    static ModelFacts read(JsonNode model) {
        check(model, KEYS);
        Set<Capability> lacks = EnumSet.noneOf(Capability.class);
        model.path("lacks").forEach(name -> lacks.add(Capability.valueOf(name.asText())));
        List<DatedPrice> prices = new ArrayList<>();
        model.path("prices").forEach(price -> prices.add(price(price)));
        return new ModelFacts(
                model.required("id").asText(),
                text(model, "match").map(Pattern::compile),
                number(model, "context"),
                number(model, "max_output"),
                text(model, "shutdown").map(LocalDate::parse),
                lacks,
                model.path("efforts").valueStream().map(JsonNode::asText).toList(),
                prices,
                text(model, "source").orElse(""));
    }

    private static DatedPrice price(JsonNode price) {
        check(price, PRICE_KEYS);
        BigDecimal input = price.required("input").decimalValue();
        return new DatedPrice(
                text(price, "until").map(LocalDate::parse),
                new Price(
                        input,
                        price.required("output").decimalValue(),
                        amount(price, "cached_input", input),
                        amount(price, "cache_write", input)));
    }

    private static BigDecimal amount(JsonNode price, String key, BigDecimal otherwise) {
        return price.has(key) ? price.get(key).decimalValue() : otherwise;
    }

    private static Optional<String> text(JsonNode node, String key) {
        return Optional.ofNullable(node.get(key)).map(JsonNode::asText);
    }

    private static OptionalLong number(JsonNode node, String key) {
        return node.has(key) ? OptionalLong.of(node.get(key).asLong()) : OptionalLong.empty();
    }

    private static void check(JsonNode node, Set<String> known) {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name)) {
                throw new IllegalArgumentException("unknown key " + name + " in " + node);
            }
        });
    }
}
