package ai.massgen.examples;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/**
 * Writes the JSON Schema of the configuration as tables for people: one for each section, in the order in which a reader
 * meets them.
 */
final class ConfigurationReference {
    private static final String DEFINITIONS = "#/$defs/";
    private static final String BACKEND = "backend";

    private final JsonNode schema;
    private final Map<String, Section> sections = new LinkedHashMap<>();

    /** A section: all places where it may stand, and what may stand in it. */
    private record Section(List<String> places, JsonNode object) {
        String title() {
            return String.join(" and ", places);
        }
    }

    private ConfigurationReference(JsonNode schema) {
        this.schema = schema;
    }

    static String of(JsonNode schema) {
        ConfigurationReference reference = new ConfigurationReference(schema);
        reference.collect(schema, "");
        StringBuilder text = new StringBuilder("## The file\n\n").append(reference.table(schema));
        reference
                .sections
                .values()
                .forEach(section -> text.append("\n## ")
                        .append(section.title())
                        .append("\n\n")
                        .append(reference.table(section.object())));
        return text.toString();
    }

    private void collect(JsonNode object, String path) {
        for (Map.Entry<String, JsonNode> each : object.path("properties").properties()) {
            String below = path.isEmpty() ? each.getKey() : path + "." + each.getKey();
            visit(each.getValue(), below);
        }
    }

    private void visit(JsonNode value, String path) {
        definition(value).ifPresent(name -> {
            if (name.equals(BACKEND)) {
                backends(path);
            } else {
                enter(name, path, "`" + path + "`");
            }
        });
        if (value.has("items")) {
            visit(value.path("items"), path + "[]");
        }
        if (value.path("additionalProperties").isObject()) {
            visit(value.path("additionalProperties"), path + ".<name>");
        }
    }

    private void enter(String name, String path, String place) {
        JsonNode object = schema.path("$defs").path(name);
        Section known = sections.get(name);
        if (known != null) {
            known.places().add(place);
        } else if (object.has("properties")) {
            sections.put(name, new Section(new ArrayList<>(List.of(place)), object));
            collect(object, path);
        }
    }

    private void backends(String path) {
        backendTypes().forEach(type -> enter(BACKEND + "." + type, path, "`" + path + "` of type `" + type + "`"));
    }

    private List<String> backendTypes() {
        JsonNode type = schema.path("$defs").path(BACKEND).path("properties").path("type");
        // a name, or a reference to an environment variable that holds one
        return texts(type.path("anyOf").path(0).path("enum"));
    }

    private String table(JsonNode object) {
        StringBuilder table = new StringBuilder("| key | value | default | what it is |\n| --- | --- | --- | --- |\n");
        Set<String> required = Set.copyOf(texts(object.path("required")));
        object.path("properties").properties().forEach(each -> {
            JsonNode value = each.getValue();
            if (!value.isBoolean()) {
                table.append(row(each.getKey(), value, required.contains(each.getKey())));
            }
        });
        return table.toString();
    }

    private String row(String key, JsonNode value, boolean required) {
        String description = value.path("description").asText(undescribed(key, value));
        int allowed = description.indexOf(" Allowed: ");
        String range = allowed < 0
                ? ""
                : ", " + description.substring(allowed + " Allowed: ".length(), description.length() - 1);
        String fallback =
                value.has("default") ? "`" + value.path("default").asText() + "`" : required ? "required" : "–";
        return "| `" + key + "` | " + words(value) + range + " | " + fallback + " | "
                + (allowed < 0 ? description : description.substring(0, allowed)).replace("|", "\\|") + " |\n";
    }

    /** The keys of sandboxes are no components of a record, so nobody has described them. */
    private static String undescribed(String key, JsonNode value) {
        return definition(value).filter(("sandbox." + key)::equals).isPresent()
                ? "Settings of the sandbox `" + key + "`."
                : "";
    }

    /** What may stand there. */
    private String words(JsonNode value) {
        if (value.has("anyOf")) {
            return words(value.path("anyOf").get(0));
        }
        if (value.has("enum")) {
            return texts(value.path("enum")).stream()
                    .map(each -> "`" + each + "`")
                    .collect(Collectors.joining(", "));
        }
        Optional<String> definition = definition(value);
        if (definition.isPresent()) {
            return reference(definition.get());
        }
        JsonNode type = value.path("type").isArray() ? value.path("type").get(0) : value.path("type");
        return switch (type.asText()) {
            case "boolean" -> "`true`, `false`";
            case "integer" -> "whole number" + range(value);
            case "number" -> "number" + range(value);
            case "array" -> "list: " + words(value.path("items")) + count(value, "minItems", "maxItems");
            case "object" -> map(value);
            case "string" -> Notation.of(value.path("pattern").asText());
            default -> "anything";
        };
    }

    private String reference(String definition) {
        if (definition.equals("environment")) {
            return "`${NAME}`";
        }
        if (definition.equals(BACKEND)) {
            return "section with `type`: "
                    + backendTypes().stream()
                            .map(type -> "[" + type + "](#" + anchor(BACKEND + "." + type) + ")")
                            .collect(Collectors.joining(", "));
        }
        return sections.containsKey(definition)
                ? "[section](#" + anchor(definition) + ")"
                : words(schema.path("$defs").path(definition));
    }

    private String anchor(String definition) {
        return Optional.ofNullable(sections.get(definition))
                .map(section -> Markdown.anchor(section.title()))
                .orElseThrow();
    }

    private String map(JsonNode value) {
        String keys = value.path("propertyNames").path("pattern").asText();
        return "mapping: " + words(value.path("additionalProperties"))
                + count(value, "minProperties", "maxProperties")
                + (keys.isEmpty() ? "" : "; names are " + Notation.of(keys));
    }

    private static String count(JsonNode value, String least, String most) {
        return value.has(least) || value.has(most)
                ? ", " + bounds(value.path(least).asText(), value.path(most).asText())
                : "";
    }

    /** The bounds that somebody set; those of the Java type say nothing. */
    private static String range(JsonNode value) {
        double least = value.path("minimum").asDouble();
        double most = value.path("maximum").asDouble();
        String low = least > Integer.MIN_VALUE ? value.path("minimum").asText() : "";
        String high = most < Integer.MAX_VALUE ? value.path("maximum").asText() : "";
        return low.isEmpty() && high.isEmpty() ? "" : ", " + bounds(low, high);
    }

    private static String bounds(String low, String high) {
        if (low.isEmpty()) {
            return "at most " + high;
        }
        return high.isEmpty() ? "at least " + low : low.equals(high) ? low : low + " to " + high;
    }

    private static Optional<String> definition(JsonNode value) {
        String reference = value.path("$ref").asText();
        return reference.startsWith(DEFINITIONS)
                ? Optional.of(reference.substring(DEFINITIONS.length()))
                : Optional.empty();
    }

    private static List<String> texts(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonNode::asText)
                .toList();
    }
}
