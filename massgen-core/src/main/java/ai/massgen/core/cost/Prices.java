package ai.massgen.core.cost;

import ai.massgen.api.backend.Price;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The prices that the user gave, by model. An exact name comes before a pattern, and of patterns the first one that fits.
 * A name is the model's id, or the backend's name, a slash and the model's id; in a pattern {@code *} stands for any text and
 * {@code ?} for any character. Immutable.
 *
 * @param byName the prices by name or pattern, in the order of the configuration
 */
public record Prices(Map<String, Price> byName) {
    /** The user gave none. */
    public static final Prices NONE = new Prices(Map.of());

    /** Copies the map, keeping its order. */
    public Prices {
        byName = Collections.unmodifiableMap(new LinkedHashMap<>(byName));
    }

    /**
     * Finds the price of a model.
     *
     * @param backend the backend's name
     * @param model the model's id
     * @return the price, empty if the user gave none
     */
    public Optional<Price> of(String backend, String model) {
        String full = backend + "/" + model;
        return Optional.ofNullable(byName.get(model))
                .or(() -> Optional.ofNullable(byName.get(full)))
                .or(() -> byName.entrySet().stream()
                        .filter(each -> fits(each.getKey(), model) || fits(each.getKey(), full))
                        .map(Map.Entry::getValue)
                        .findFirst());
    }

    private static boolean fits(String pattern, String name) {
        StringBuilder form = new StringBuilder();
        pattern.codePoints().forEach(c -> {
            switch (c) {
                case '*' -> form.append(".*");
                case '?' -> form.append('.');
                default -> form.append(Pattern.quote(Character.toString(c)));
            }
        });
        return name.matches(form.toString());
    }
}
