package ai.massgen.toolkit.model;

import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelInfo;
import ai.massgen.api.backend.Price;
import java.time.LocalDate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * What is known of one model. Immutable.
 *
 * @param id its id
 * @param match a regular expression that ids of the same model match as a whole, such as those with a date
 * @param contextTokens the size of its context window, empty if unknown
 * @param maxOutputTokens the most tokens of one reply, empty if unknown
 * @param shutdown its last day, empty if none is announced
 * @param lacks what this model cannot do although others of the provider can
 * @param efforts the degrees of reasoning that it knows, from little to much; empty if it has none or they are unknown
 * @param prices what it costs, in the order of their last days
 * @param source where the facts are from, for people
 */
public record ModelFacts(
        String id,
        Optional<Pattern> match,
        OptionalLong contextTokens,
        OptionalLong maxOutputTokens,
        Optional<LocalDate> shutdown,
        Set<Capability> lacks,
        List<String> efforts,
        List<DatedPrice> prices,
        String source) {
    /** Copies the collections. */
    public ModelFacts {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(match, "match");
        Objects.requireNonNull(contextTokens, "contextTokens");
        Objects.requireNonNull(maxOutputTokens, "maxOutputTokens");
        Objects.requireNonNull(shutdown, "shutdown");
        lacks = Set.copyOf(lacks);
        efforts = List.copyOf(efforts);
        prices = List.copyOf(prices);
        Objects.requireNonNull(source, "source");
    }

    /**
     * A price and its last day.
     *
     * @param until the last day on which it holds, empty for the last price
     * @param price the price
     */
    public record DatedPrice(Optional<LocalDate> until, Price price) {
        /** Checks for null. */
        public DatedPrice {
            Objects.requireNonNull(until, "until");
            Objects.requireNonNull(price, "price");
        }

        boolean holdsOn(LocalDate day) {
            return until.isEmpty() || !day.isAfter(until.get());
        }
    }

    /**
     * The same facts as the engine reads them.
     *
     * @param model the id that the user wrote
     * @param day the day for which to tell the price
     * @return the model
     */
    public ModelInfo on(String model, LocalDate day) {
        ModelInfo plain = ModelInfo.of(model).sized(contextTokens, maxOutputTokens);
        ModelInfo ending = shutdown.map(plain::endingOn).orElse(plain);
        return prices.stream()
                .filter(each -> each.holdsOn(day))
                .findFirst()
                .map(each -> ending.costing(each.price()))
                .orElse(ending);
    }

    boolean is(String model) {
        return id.equals(model)
                || match.filter(pattern -> pattern.matcher(model).matches()).isPresent();
    }
}
