package ai.massgen.core.config;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Writes shapes as JSON Schema. Nested records become definitions. */
final class SchemaWriter {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String REFERENCES = "#/$defs/";

    private final String prefix;
    private final ObjectNode definitions;
    private final List<String> sandboxes;
    private final Map<Class<?>, String> names = new HashMap<>();

    SchemaWriter(String prefix, ObjectNode definitions, List<String> sandboxes) {
        this.prefix = prefix;
        this.definitions = definitions;
        this.sandboxes = List.copyOf(sandboxes);
    }

    /** A reference to an environment variable, which may stand for any single value. */
    static ObjectNode environment() {
        return text().put("pattern", "^" + Environment.REFERENCE + "$").put("description", "An environment variable.");
    }

    /** Any value; its texts follow the rules of all texts. */
    static ObjectNode json() {
        ObjectNode any = JSON.objectNode();
        ArrayNode cases = any.putArray("anyOf");
        cases.addObject().putArray("type").add("null").add("boolean").add("number");
        cases.add(plainText());
        cases.add(reference("environment"));
        cases.addObject().put("type", "array").set("items", reference("json"));
        cases.addObject().put("type", "object").set("additionalProperties", reference("json"));
        return any;
    }

    /** A record as an object without other keys than its own, and some more that somebody else describes. */
    ObjectNode record(RecordShape shape, List<String> more) {
        ObjectNode object = JSON.objectNode();
        ArrayNode types = object.putArray("type").add("object");
        ObjectNode properties = object.putObject("properties");
        more.forEach(key -> properties.put(key, true));
        ArrayNode required = JSON.arrayNode();
        for (Component each : shape.components()) {
            properties.set(each.key(), described(each));
            if (each.required()) {
                required.add(each.key());
            }
        }
        if (shape.sections()) {
            sandboxes.forEach(name -> properties.set(name, reference("sandbox." + name)));
        }
        if (required.isEmpty()) {
            types.add("null");
        } else {
            object.set("required", required);
        }
        return object.put("additionalProperties", false);
    }

    private ObjectNode described(Component component) {
        ObjectNode schema = schema(component.shape());
        component.doc().ifPresent(doc -> schema.put("description", doc + measure(component.shape())));
        component.fallback().ifPresent(text -> fallback(schema, component.shape(), text));
        return schema;
    }

    /** Bounds of durations and sizes, which JSON Schema cannot compare. */
    private static String measure(Shape shape) {
        boolean unmeasured = shape instanceof Shape.Value value
                && (value.type() == Shape.Type.DURATION || value.type() == Shape.Type.SIZE)
                && (value.bounds().min().isPresent() || value.bounds().max().isPresent());
        return unmeasured && shape instanceof Shape.Value value
                ? " Allowed: " + value.bounds().range() + "."
                : "";
    }

    private static void fallback(ObjectNode schema, Shape shape, String text) {
        if (!(shape instanceof Shape.Value value)) {
            return;
        }
        switch (value.type()) {
            case FLAG -> schema.put("default", Boolean.parseBoolean(text));
            case INT, LONG, DOUBLE -> schema.put("default", new BigDecimal(text));
            case TEXT, CHOICE, URI, PATH, DURATION, SIZE, SECRET -> schema.put("default", text);
        }
    }

    private ObjectNode schema(Shape shape) {
        return switch (shape) {
            case Shape.Value value -> value(value);
            case Shape.Free free -> reference("json");
            case Shape.Items items -> items(items);
            case Shape.Entries entries -> entries(entries);
            case Shape.Section section -> section(section.record());
            case Shape.Plugin plugin -> reference("backend");
        };
    }

    private ObjectNode section(RecordShape shape) {
        String known = names.get(shape.java());
        if (known != null) {
            return reference(known);
        }
        String name = free(prefix + shape.java().getSimpleName());
        names.put(shape.java(), name);
        definitions.set(name, record(shape, List.of()));
        return reference(name);
    }

    /** Two records in different places may have the same simple name. */
    private String free(String wanted) {
        String name = wanted;
        for (int i = 2; definitions.has(name) || names.containsValue(name); i++) {
            name = wanted + i;
        }
        return name;
    }

    private ObjectNode items(Shape.Items shape) {
        ObjectNode array = container("array", shape.size());
        array.set("items", schema(shape.element()));
        shape.size().min().ifPresent(min -> array.put("minItems", shape.size().least()));
        shape.size().max().ifPresent(max -> array.put("maxItems", shape.size().most()));
        return array;
    }

    private ObjectNode entries(Shape.Entries shape) {
        ObjectNode object = container("object", shape.size());
        shape.keys().form().ifPresent(form -> object.set("propertyNames", text().put("pattern", whole(form.value()))));
        object.set("additionalProperties", schema(shape.value()));
        shape.size()
                .min()
                .ifPresent(min -> object.put("minProperties", shape.size().least()));
        shape.size()
                .max()
                .ifPresent(max -> object.put("maxProperties", shape.size().most()));
        return object;
    }

    /** A key without anything after it is an empty list or map, unless there must be something. */
    private static ObjectNode container(String type, Bounds size) {
        ObjectNode schema = JSON.objectNode();
        ArrayNode types = schema.putArray("type").add(type);
        if (size.least() == 0) {
            types.add("null");
        }
        return schema;
    }

    private static ObjectNode value(Shape.Value shape) {
        if (!shape.choices().isEmpty()) {
            ObjectNode choice = JSON.objectNode();
            ArrayNode values = choice.putArray("enum");
            shape.choices().forEach(values::add);
            return orEnvironment(choice);
        }
        return switch (shape.type()) {
            case TEXT, CHOICE ->
                orEnvironment(shape.bounds()
                        .form()
                        .map(form -> plainText().put("pattern", whole(form.value())))
                        .orElseGet(SchemaWriter::plainText));
            case FLAG -> orEnvironment(JSON.objectNode().put("type", "boolean"));
            case INT -> orEnvironment(number("integer", shape, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case LONG -> orEnvironment(number("integer", shape, Long.MIN_VALUE, Long.MAX_VALUE));
            case DOUBLE -> orEnvironment(number("number", shape, -Double.MAX_VALUE, Double.MAX_VALUE));
            case URI -> orEnvironment(text().put("pattern", "^" + Scalars.URI_START));
            case PATH -> orEnvironment(plainText().put("pattern", "\\S"));
            case DURATION -> orEnvironment(text().put("pattern", whole(Scalars.DURATION)));
            case SIZE -> orEnvironment(text().put("pattern", whole(Scalars.SIZE)));
            case SECRET -> reference("environment");
        };
    }

    private static ObjectNode number(String type, Shape.Value shape, Number least, Number most) {
        ObjectNode number = JSON.objectNode().put("type", type);
        String low = shape.bounds().min().orElse(least.toString());
        String high = shape.bounds().max().orElse(most.toString());
        return number.put("minimum", new BigDecimal(low)).put("maximum", new BigDecimal(high));
    }

    static ObjectNode orEnvironment(ObjectNode schema) {
        ObjectNode either = JSON.objectNode();
        either.putArray("anyOf").add(schema).add(reference("environment"));
        return either;
    }

    private static String whole(String form) {
        return "^(?:" + form + ")$";
    }

    private static ObjectNode text() {
        return JSON.objectNode().put("type", "string");
    }

    /** A text without a reference in the middle. */
    private static ObjectNode plainText() {
        ObjectNode text = text();
        text.putObject("not").put("pattern", Environment.EMBEDDED);
        return text;
    }

    private static ObjectNode reference(String definition) {
        return JSON.objectNode().put("$ref", REFERENCES + definition);
    }
}
