package ai.massgen.core.config;

import java.util.ArrayList;
import java.util.List;

/**
 * Where in a configuration a value stands, such as {@code agents[0].backend.model}. Immutable.
 *
 * @param steps the keys and indexes from the root; an index is written {@code [0]}
 */
public record ConfigPath(List<String> steps) {
    /** The whole configuration. */
    public static final ConfigPath ROOT = new ConfigPath(List.of());

    /** Copies the steps. */
    public ConfigPath {
        steps = List.copyOf(steps);
    }

    /**
     * Starts at the root.
     *
     * @param keys the keys from the root on
     * @return the path
     */
    public static ConfigPath of(String... keys) {
        return new ConfigPath(List.of(keys));
    }

    /**
     * Goes down to the value of a key.
     *
     * @param key the key
     * @return the longer path
     */
    public ConfigPath key(String key) {
        return with(key);
    }

    /**
     * Goes down to an element of a list.
     *
     * @param index the position, from 0
     * @return the longer path
     */
    public ConfigPath index(int index) {
        return with(step(index));
    }

    /** The last step; the empty text at the root. */
    String last() {
        return steps.isEmpty() ? "" : steps.get(steps.size() - 1);
    }

    static String step(int index) {
        return "[" + index + "]";
    }

    private ConfigPath with(String step) {
        List<String> longer = new ArrayList<>(steps);
        longer.add(step);
        return new ConfigPath(longer);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (String step : steps) {
            text.append(text.isEmpty() || step.startsWith("[") ? "" : ".").append(Quote.plain(step));
        }
        return text.toString();
    }
}
