package ai.massgen.core.config;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Environment variables that values refer to, and the guard that keeps what they hold out of messages. */
final class Environment {
    /** The form of a reference. */
    static final String REFERENCE = "\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}";

    private static final Pattern NAMED = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}");
    private static final int SHORTEST_TO_HIDE = 4;

    private final Map<String, String> variables;
    private final Map<String, String> hidden = new LinkedHashMap<>();

    Environment(Map<String, String> variables) {
        this.variables = Map.copyOf(variables);
    }

    /** The name in a text that is a reference as a whole. */
    static Optional<String> reference(String text) {
        Matcher matcher = NAMED.matcher(text);
        return matcher.matches() ? Optional.of(matcher.group(1)) : Optional.empty();
    }

    /** A variable's value; empty if it is not set or blank. */
    Optional<String> value(String name, boolean secret) {
        Optional<String> value = Optional.ofNullable(variables.get(name)).filter(text -> !text.isBlank());
        value.filter(text -> secret || text.length() >= SHORTEST_TO_HIDE)
                .ifPresent(text -> hidden.put(text, "${" + name + "}"));
        return value;
    }

    /** Puts references in the place of the values that were read so far. */
    String redact(String text) {
        String redacted = text;
        for (Map.Entry<String, String> each : hidden.entrySet()) {
            redacted = redacted.replace(each.getKey(), each.getValue());
        }
        return redacted;
    }
}
