package ai.massgen.core.mcp;

import ai.massgen.core.http.HttpAsk;
import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The arguments of a tool that go into headers too, as its schema says with {@code x-mcp-header} (MCP 2026-07-28,
 * basic/transports/streamable-http). Immutable.
 *
 * @param paths the headers' names, by the names of the members that lead to the value
 */
record ParamHeaders(Map<List<String>, String> paths) {
    private static final String MARK = "x-mcp-header";
    private static final Set<String> TYPES = Set.of("string", "integer", "boolean");
    private static final BigInteger SAFE = BigInteger.ONE.shiftLeft(53).subtract(BigInteger.ONE);
    private static final int MOST = 64;

    ParamHeaders {
        paths = Map.copyOf(paths);
    }

    /**
     * Reads a schema.
     *
     * @throws IllegalArgumentException if a mark is not as it must be; the message says why
     */
    static ParamHeaders of(JsonNode schema) {
        Map<List<String>, String> paths = new LinkedHashMap<>();
        int reachable = collect(schema, List.of(), paths);
        if (reachable != marks(schema)) {
            throw new IllegalArgumentException(MARK + " stands where no argument is");
        }
        Map<String, String> names = new HashMap<>();
        paths.values().forEach(name -> {
            if (names.put(name.toLowerCase(Locale.ROOT), name) != null) {
                throw new IllegalArgumentException("two arguments have the header " + name);
            }
        });
        return new ParamHeaders(paths);
    }

    private static int collect(JsonNode schema, List<String> path, Map<List<String>, String> paths) {
        int found = 0;
        JsonNode mark = schema.path(MARK);
        if (!mark.isMissingNode() && !path.isEmpty()) {
            check(mark, schema.path("type"));
            paths.put(path, mark.textValue());
            found++;
            if (paths.size() > MOST) {
                throw new IllegalArgumentException("more than " + MOST + " arguments go into headers");
            }
        }
        for (Map.Entry<String, JsonNode> property : schema.path("properties").properties()) {
            found += collect(property.getValue(), longer(path, property.getKey()), paths);
        }
        return found;
    }

    private static void check(JsonNode mark, JsonNode type) {
        if (!mark.isTextual()
                || !HttpAsk.isName("Mcp-Param-" + mark.textValue())
                || mark.textValue().isEmpty()) {
            throw new IllegalArgumentException(MARK + " is not the name of a header");
        }
        if (!type.isTextual() || !TYPES.contains(type.textValue())) {
            throw new IllegalArgumentException("the argument of the header " + mark.textValue()
                    + " is neither a text nor a whole number nor true or false");
        }
    }

    private static List<String> longer(List<String> path, String name) {
        return Stream.concat(path.stream(), Stream.of(name)).toList();
    }

    /** How many marks there are anywhere; a property that is named like the mark is none. */
    private static int marks(JsonNode node) {
        int found = 0;
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                boolean names = member.getKey().equals("properties")
                        && member.getValue().isObject();
                if (member.getKey().equals(MARK)) {
                    found++;
                } else if (names) {
                    for (JsonNode property : member.getValue()) {
                        found += marks(property);
                    }
                } else {
                    found += marks(member.getValue());
                }
            }
        } else if (node.isArray()) {
            for (JsonNode item : node) {
                found += marks(item);
            }
        }
        return found;
    }

    /** The headers for a call: of those arguments that are given. */
    Map<String, String> values(JsonNode arguments) {
        Map<String, String> headers = new LinkedHashMap<>();
        paths.forEach((path, name) -> value(path, arguments).ifPresent(text -> headers.put("Mcp-Param-" + name, text)));
        return headers;
    }

    private static Optional<String> value(List<String> path, JsonNode arguments) {
        JsonNode at = arguments;
        for (String name : path) {
            at = at.path(name);
        }
        if (at.isIntegralNumber()) {
            return at.bigIntegerValue().abs().compareTo(SAFE) <= 0
                    ? Optional.of(at.bigIntegerValue().toString())
                    : Optional.empty();
        }
        return at.isTextual() || at.isBoolean() ? Optional.of(at.asText()) : Optional.empty();
    }
}
