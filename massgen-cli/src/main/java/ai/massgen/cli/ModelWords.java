package ai.massgen.cli;

import ai.massgen.api.backend.ModelInfo;
import ai.massgen.api.backend.Price;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is known of a model, in words. */
final class ModelWords {
    private ModelWords() {}

    /** Such as {@code $2 in, $10 out, $0.2 cached}, each for a million tokens. */
    static String price(ModelInfo model) {
        return model.price().map(ModelWords::price).orElse("price unknown");
    }

    private static String price(Price price) {
        String plain = dollars(price.input()) + " in, " + dollars(price.output()) + " out";
        return price.cachedInput().compareTo(price.input()) == 0
                ? plain
                : plain + ", " + dollars(price.cachedInput()) + " cached";
    }

    private static String dollars(BigDecimal amount) {
        return "$" + amount.stripTrailingZeros().toPlainString();
    }

    static Optional<String> sizes(ModelInfo model) {
        String sizes = Stream.of(
                        size(model.contextTokens(), "tokens of context"),
                        size(model.maxOutputTokens(), "tokens of output"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining(", "));
        return sizes.isEmpty() ? Optional.empty() : Optional.of(sizes);
    }

    private static Optional<String> size(OptionalLong size, String what) {
        return size.isPresent()
                ? Optional.of(String.format(Locale.ROOT, "%,d %s", size.getAsLong(), what))
                : Optional.empty();
    }
}
