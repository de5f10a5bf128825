package ai.massgen.core.local;

import ai.massgen.api.Json;
import ai.massgen.api.config.Doc;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Parameter;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * JSON Schemas of Java types: texts, numbers, truth values, enums, lists, maps with texts as keys, optional values, records
 * of these, and {@link Json} for anything. Everything that is not optional is required, and nothing else is allowed.
 */
final class Schemas {
    private static final Set<Class<?>> TEXTS = Set.of(
            String.class,
            CharSequence.class,
            URI.class,
            UUID.class,
            Instant.class,
            LocalDate.class,
            LocalDateTime.class,
            Duration.class);
    private static final Set<Class<?>> WHOLE = Set.of(
            int.class,
            long.class,
            short.class,
            byte.class,
            Integer.class,
            Long.class,
            Short.class,
            Byte.class,
            BigInteger.class);
    private static final Set<Class<?>> NUMBERS =
            Set.of(double.class, float.class, Double.class, Float.class, BigDecimal.class);

    private final Deque<Class<?>> inside = new ArrayDeque<>();

    /** A named part of an object. */
    record Member(String name, Type type, AnnotatedElement annotations) {
        static Member of(Parameter parameter) {
            return new Member(parameter.getName(), parameter.getParameterizedType(), parameter);
        }

        static Member of(RecordComponent component) {
            return new Member(component.getName(), component.getGenericType(), component);
        }

        boolean optional() {
            return raw(type) == Optional.class;
        }
    }

    /**
     * The schema of an object with these members.
     *
     * @throws IllegalArgumentException if one is of a type that has no schema
     */
    ObjectNode object(List<Member> members) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = JsonNodeFactory.instance.arrayNode();
        for (Member member : members) {
            ObjectNode property = of(member);
            Doc doc = member.annotations().getAnnotation(Doc.class);
            if (doc != null) {
                property.put("description", doc.value());
            }
            properties.set(member.name(), property);
            if (!member.optional()) {
                required.add(member.name());
            }
        }
        schema.set("required", required);
        return schema.put("additionalProperties", false);
    }

    private ObjectNode of(Member member) {
        try {
            return of(member.type());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(member.name() + ": " + e.getMessage(), e);
        }
    }

    private ObjectNode of(Type type) {
        Class<?> raw = raw(type);
        if (raw == Json.class) {
            return JsonNodeFactory.instance.objectNode();
        }
        if (raw == Optional.class) {
            return of(argument(type, 0));
        }
        if (raw.isArray()) {
            return list(raw.getComponentType());
        }
        if (Collection.class.isAssignableFrom(raw)) {
            return list(argument(type, 0));
        }
        if (raw == Map.class && raw(argument(type, 0)) == String.class) {
            ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "object");
            schema.set("additionalProperties", of(argument(type, 1)));
            return schema;
        }
        return raw.isRecord() ? record(raw) : simple(raw);
    }

    private ObjectNode list(Type element) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", "array");
        schema.set("items", of(element));
        return schema;
    }

    private ObjectNode record(Class<?> type) {
        if (inside.contains(type)) {
            throw new IllegalArgumentException(type.getName() + " contains itself, which a schema here cannot say");
        }
        inside.push(type);
        try {
            return object(
                    List.of(type.getRecordComponents()).stream().map(Member::of).toList());
        } finally {
            inside.pop();
        }
    }

    private static ObjectNode simple(Class<?> type) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        if (TEXTS.contains(type)) {
            return schema.put("type", "string");
        }
        if (WHOLE.contains(type)) {
            return schema.put("type", "integer");
        }
        if (NUMBERS.contains(type)) {
            return schema.put("type", "number");
        }
        if (type == boolean.class || type == Boolean.class) {
            return schema.put("type", "boolean");
        }
        if (type.isEnum()) {
            ArrayNode names = schema.put("type", "string").putArray("enum");
            for (Object constant : type.getEnumConstants()) {
                names.add(((Enum<?>) constant).name());
            }
            return schema;
        }
        throw new IllegalArgumentException("there is no schema for " + type.getName()
                + "; use texts, numbers, truth values, enums, lists, maps, Optional, records of these, or Json");
    }

    private static Type argument(Type type, int index) {
        if (type instanceof ParameterizedType parameterized) {
            return parameterized.getActualTypeArguments()[index];
        }
        throw new IllegalArgumentException("say of what: " + type.getTypeName());
    }

    private static Class<?> raw(Type type) {
        return switch (type) {
            case Class<?> plain -> plain;
            case ParameterizedType parameterized -> raw(parameterized.getRawType());
            default -> throw new IllegalArgumentException("there is no schema for " + type.getTypeName());
        };
    }
}
