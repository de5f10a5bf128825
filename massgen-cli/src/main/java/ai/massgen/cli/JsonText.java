package ai.massgen.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes maps, lists, texts, numbers and truth values as JSON, on one line. */
final class JsonText {
    private JsonText() {}

    static String of(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                List<String> members = new ArrayList<>();
                map.forEach((name, member) -> members.add(quoted(String.valueOf(name)) + ":" + of(member)));
                yield "{" + String.join(",", members) + "}";
            }
            case List<?> list ->
                "[" + String.join(",", list.stream().map(JsonText::of).toList()) + "]";
            case Optional<?> optional -> optional.isPresent() ? of(optional.get()) : "null";
            case Number number -> number.toString();
            case Boolean truth -> truth.toString();
            default -> quoted(value.toString());
        };
    }

    private static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c >= 0x7f) {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
