package ai.massgen.core.config;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;

/**
 * The JSON Schema (2020-12) of the whole configuration, with the settings of the installed plugins merged in. It comes
 * from the same records that the values are bound to. Editors use it; MassGen itself does not.
 */
public final class ConfigSchema {
    private static final String DIALECT = "https://json-schema.org/draft/2020-12/schema";
    private static final ObjectMapper MAPPER = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ConfigSchema() {}

    /**
     * Prints the schema. The same plugins give the same text.
     *
     * @param plugins the installed plugins
     * @return JSON, indented, with a line feed at the end
     */
    public static String print(PluginRecords plugins) {
        ObjectNode definitions = MAPPER.createObjectNode();
        ObjectNode root = MAPPER.createObjectNode();
        root.put("$schema", DIALECT);
        root.put("title", "MassGen configuration");
        SchemaWriter writer = new SchemaWriter("", definitions, plugins.sandboxNames());
        root.setAll(writer.record(RecordShape.of(MassGenConfig.class), List.of()));
        definitions.set("environment", SchemaWriter.environment());
        definitions.set("backend", backends(plugins, definitions));
        for (String name : plugins.sandboxNames()) {
            SchemaWriter own = new SchemaWriter("sandbox." + name + ".", definitions, List.of());
            definitions.set("sandbox." + name, own.record(RecordShape.of(plugins.sandboxRecord(name)), List.of()));
        }
        root.set("$defs", definitions);
        try {
            return MAPPER.writeValueAsString(root).replace(System.lineSeparator(), "\n") + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a tree of JSON nodes cannot be printed", e);
        }
    }

    private static ObjectNode backends(PluginRecords plugins, ObjectNode definitions) {
        ObjectNode backend = MAPPER.createObjectNode();
        backend.put("type", "object");
        backend.putArray("required").add("type");
        ArrayNode names = backend.putObject("properties").putObject("type").putArray("enum");
        ArrayNode cases = MAPPER.createArrayNode();
        for (String name : plugins.backendNames()) {
            names.add(name);
            SchemaWriter own = new SchemaWriter("backend." + name + ".", definitions, List.of());
            definitions.set(
                    "backend." + name, own.record(RecordShape.of(plugins.backendRecord(name)), List.of("type")));
            ObjectNode each = cases.addObject();
            ObjectNode condition = each.putObject("if");
            condition.putArray("required").add("type");
            condition.putObject("properties").putObject("type").put("const", name);
            each.putObject("then").put("$ref", "#/$defs/backend." + name);
        }
        if (!cases.isEmpty()) {
            backend.set("allOf", cases);
        }
        return backend;
    }
}
