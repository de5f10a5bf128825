package ai.massgen.core.config;

import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Environment variables that values refer to, and the guard that keeps what they hold out of messages. */
final class Environment {
    /** The form of a reference. */
    static final String REFERENCE = "\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}";

    /** What is neither a whole reference nor escaped. ECMAScript reads it in the same way. */
    static final String EMBEDDED = "(?:^|[^$])\\$\\{";

    private static final Pattern EMBEDDED_FORM = Pattern.compile(EMBEDDED);
    private static final Pattern NAMED = Pattern.compile("\\$\\{([A-Za-z_][A-Za-z0-9_]*)\\}");
    private static final String OPEN = "${";
    private static final String ESCAPED = "$${";
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

    /**
     * The piece of a text that looks like a reference although the text is none as a whole. Doubling the dollar sign
     * escapes it.
     */
    static Optional<String> embedded(String text) {
        Matcher matcher = EMBEDDED_FORM.matcher(text);
        if (!matcher.find()) {
            return Optional.empty();
        }
        int start = text.indexOf("${", matcher.start());
        int end = text.indexOf('}', start);
        return Optional.of(text.substring(start, end < 0 ? text.length() : end + 1));
    }

    /** The text that is meant by one without references. */
    static String literal(String text) {
        return text.replace(ESCAPED, OPEN);
    }

    /** The opposite of {@link #literal}. */
    static String escaped(String text) {
        return text.replace(OPEN, ESCAPED);
    }

    /** A variable's value; empty if it is not set or blank. */
    Optional<String> value(String name, boolean secret) {
        Optional<String> value = Optional.ofNullable(variables.get(name)).filter(text -> !text.isBlank());
        value.filter(text -> secret || text.length() >= SHORTEST_TO_HIDE)
                .ifPresent(text -> hidden.put(text, "${" + name + "}"));
        return value;
    }

    /**
     * Puts references in the place of the values that were read so far. The longest go first: one that is part of
     * another must not leave the rest of the other in clear.
     */
    String redact(String text) {
        List<String> values = hidden.keySet().stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        String redacted = text;
        for (String each : values) {
            redacted = redacted.replace(each, hidden.getOrDefault(each, ""));
        }
        return redacted;
    }
}
