package ai.massgen.core.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * The JSON Schema (2020-12) of the whole configuration, with the settings of the installed plugins merged in. It comes
 * from the same records that the values are bound to. Editors use it; MassGen itself does not.
 */
public final class ConfigSchema {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ConfigSchema() {}

    /**
     * Prints the schema. The same plugins give the same text. A plugin whose settings record is broken is left out.
     *
     * @param plugins the installed plugins
     * @return JSON, indented, with a line feed at the end
     */
    public static String print(PluginRecords plugins) {
        Map<String, RecordShape> backends =
                usable(plugins.backendNames(), name -> RecordShape.ofBackend(plugins.backendRecord(name)));
        Map<String, RecordShape> sandboxes =
                usable(plugins.sandboxNames(), name -> RecordShape.of(plugins.sandboxRecord(name)));
        ObjectNode definitions = MAPPER.createObjectNode();
        ObjectNode root = MAPPER.createObjectNode();
        root.put("$schema", DIALECT);
        root.put("title", "MassGen configuration");
        SchemaWriter writer = new SchemaWriter("", definitions, List.copyOf(sandboxes.keySet()));
        root.setAll(writer.record(RecordShape.of(MassGenConfig.class), List.of()));
        definitions.set("environment", SchemaWriter.environment());
        definitions.set("json", SchemaWriter.json());
        definitions.set("backend", backend(backends, definitions));
        sandboxes.forEach((name, shape) -> {
            SchemaWriter own = new SchemaWriter("sandbox." + name + ".", definitions, List.of());
            definitions.set("sandbox." + name, own.record(shape, List.of()));
        });
        root.set("$defs", definitions);
        try {
            return MAPPER.writeValueAsString(root).replace(System.lineSeparator(), "\n") + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON nodes cannot be printed", e);
        }
    }

    private static Map<String, RecordShape> usable(List<String> names, Function<String, RecordShape> shape) {
        Map<String, RecordShape> shapes = new LinkedHashMap<>();
        for (String name : names) {
            try {
                shapes.put(name, shape.apply(name));
            } catch (RuntimeException | LinkageError e) {
                // Whoever uses the plugin is told what is wrong with it; the schema serves the others.
            }
        }
        return shapes;
    }

    /** The settings follow from the type. If that is in a variable, an editor cannot know them. */
    private static ObjectNode backend(Map<String, RecordShape> backends, ObjectNode definitions) {
        ObjectNode backend = MAPPER.createObjectNode();
        backend.put("type", "object");
        backend.putArray("required").add(RecordShape.TYPE);
        ObjectNode names = MAPPER.createObjectNode();
        backends.keySet().forEach(names.putArray("enum")::add);
        backend.putObject("properties").set(RecordShape.TYPE, SchemaWriter.orEnvironment(names));
        ArrayNode cases = MAPPER.createArrayNode();
        backends.forEach((name, shape) -> {
            SchemaWriter own = new SchemaWriter("backend." + name + ".", definitions, List.of());
            definitions.set("backend." + name, own.record(shape, List.of(RecordShape.TYPE)));
            ObjectNode each = cases.addObject();
            ObjectNode condition = each.putObject("if");
            condition.putArray("required").add(RecordShape.TYPE);
            condition.putObject("properties").putObject(RecordShape.TYPE).put("const", name);
            each.putObject("then").put("$ref", "#/$defs/backend." + name);
        });
        if (!cases.isEmpty()) {
            backend.set("allOf", cases);
        }
        return backend;
    }
}
