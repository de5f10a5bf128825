package ai.massgen.api.backend;

import java.time.LocalDate;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A model that a provider offers. Built by backends with {@link #of} and the methods that add one thing, so components
 * may be added. Immutable.
 *
 * @param id the id to write as {@code model}
 * @param description what the provider says about it
 * @param price what it costs, empty if unknown, which is not the same as free
 * @param shutdown the day on which the provider turns it off, empty if none is announced
 * @param contextTokens the size of its context window, empty if unknown
 * @param maxOutputTokens the most tokens that one reply can have, empty if unknown
 */
public record ModelInfo(
        String id,
        Optional<String> description,
        Optional<Price> price,
        Optional<LocalDate> shutdown,
        OptionalLong contextTokens,
        OptionalLong maxOutputTokens) {
    /** Checks for null. */
    public ModelInfo {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(description, "description");
        Objects.requireNonNull(price, "price");
        Objects.requireNonNull(shutdown, "shutdown");
        Objects.requireNonNull(contextTokens, "contextTokens");
        Objects.requireNonNull(maxOutputTokens, "maxOutputTokens");
    }

    /**
     * A model of which nothing but the id is known.
     *
     * @param id the id
     * @return the model
     */
    public static ModelInfo of(String id) {
        return new ModelInfo(
                id, Optional.empty(), Optional.empty(), Optional.empty(), OptionalLong.empty(), OptionalLong.empty());
    }

    /**
     * The same model with a description.
     *
     * @param text what the provider says about it
     * @return the model
     */
    public ModelInfo describedAs(String text) {
        return new ModelInfo(id, Optional.of(text), price, shutdown, contextTokens, maxOutputTokens);
    }

    /**
     * The same model with a price.
     *
     * @param amount what it costs
     * @return the model
     */
    public ModelInfo costing(Price amount) {
        return new ModelInfo(id, description, Optional.of(amount), shutdown, contextTokens, maxOutputTokens);
    }

    /**
     * The same model with its last day.
     *
     * @param day the day on which the provider turns it off
     * @return the model
     */
    public ModelInfo endingOn(LocalDate day) {
        return new ModelInfo(id, description, price, Optional.of(day), contextTokens, maxOutputTokens);
    }

    /**
     * The same model with the sizes of its window.
     *
     * @param context the size of its context window in tokens, if known
     * @param maxOutput the most tokens of one reply, if known
     * @return the model
     */
    public ModelInfo sized(OptionalLong context, OptionalLong maxOutput) {
        return new ModelInfo(id, description, price, shutdown, context, maxOutput);
    }
}
