package ai.massgen.core.pin;

import ai.massgen.core.text.Visible;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.Iterator;

/**
 * JSON for people and for version control: one member a line, in the order that it has, and nothing in it is invisible.
 * What is written is read back as the same value. Stateless.
 */
final class PrettyJson {
    private static final String INDENT = "  ";

    private PrettyJson() {}

    static String of(JsonNode value) {
        StringBuilder out = new StringBuilder();
        write(value, "\n", out);
        return out.toString();
    }

    private static void write(JsonNode value, String lineFeed, StringBuilder out) {
        if (value.isTextual()) {
            CanonicalJson.quote(value.textValue(), Visible::isHidden, out);
        } else if (!value.isContainerNode() || value.isEmpty()) {
            out.append(value);
        } else if (value.isObject()) {
            members(value, lineFeed, out);
        } else {
            elements(value, lineFeed, out);
        }
    }

    private static void members(JsonNode value, String lineFeed, StringBuilder out) {
        String separator = "{";
        for (Iterator<String> names = value.fieldNames(); names.hasNext(); separator = ",") {
            String name = names.next();
            out.append(separator).append(lineFeed).append(INDENT);
            CanonicalJson.quote(name, Visible::isHidden, out);
            out.append(": ");
            write(value.path(name), lineFeed + INDENT, out);
        }
        out.append(lineFeed).append('}');
    }

    private static void elements(JsonNode value, String lineFeed, StringBuilder out) {
        String separator = "[";
        for (JsonNode element : value) {
            out.append(separator).append(lineFeed).append(INDENT);
            write(element, lineFeed + INDENT, out);
            separator = ",";
        }
        out.append(lineFeed).append(']');
    }
}
