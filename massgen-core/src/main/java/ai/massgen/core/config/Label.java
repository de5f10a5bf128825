package ai.massgen.core.config;

import java.util.Locale;

/** How Java names are written in YAML. */
final class Label {
    private Label() {}

    /** The constant's name in lower case with dashes. */
    static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The component's name in snake case: {@code baseUrl} is {@code base_url}. */
    static String key(String component) {
        return component
                .replaceAll("([a-z0-9])([A-Z])", "$1_$2")
                .replaceAll("([A-Z])([A-Z][a-z])", "$1_$2")
                .toLowerCase(Locale.ROOT);
    }
}
