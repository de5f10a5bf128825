package ai.massgen.core.local;

import ai.massgen.api.Json;
import ai.massgen.core.tool.LocalFunction;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A function whose arguments have a form that Java types say.
 *
 * @param schema the JSON Schema of the arguments
 * @param function checks arguments against the schema, then does what it does
 */
public record Shaped(Json schema, LocalFunction function) {
    private static final String ARGUMENTS = "arguments";

    /** What is done with arguments. */
    @FunctionalInterface
    public interface Body<A> {
        /**
         * Does it.
         *
         * @param arguments the arguments
         * @return what the model reads, perhaps nothing
         * @throws Exception if it cannot be done
         */
        @Nullable Object call(A arguments) throws Exception;
    }

    /**
     * A function of a record.
     *
     * @param type the record
     * @param body what is done
     * @param <A> the record
     * @return the function with its schema
     * @throws IllegalArgumentException if a component is of a type that has no schema
     */
    public static <A extends Record> Shaped of(Class<A> type, Body<? super A> body) {
        ObjectNode schema = schema(type);
        return new Shaped(new Json(schema.toString()), arguments -> {
            JsonNode node = Values.parse(arguments);
            SchemaCheck.check(schema, node, ARGUMENTS);
            return Values.answer(body.call(Objects.requireNonNull(type.cast(Values.convert(node, type)), ARGUMENTS)));
        });
    }

    private static ObjectNode schema(Class<?> record) {
        return new Schemas()
                .object(List.of(record.getRecordComponents()).stream()
                        .map(Schemas.Member::of)
                        .toList());
    }

    /**
     * A method, whose only parameter is a record of arguments, or whose parameters are the arguments.
     *
     * @param holder the object to call it on
     * @param method the method
     * @return the function with its schema
     * @throws IllegalArgumentException if a parameter has no schema or no name, or the method may not be called
     */
    public static Shaped of(Object holder, Method method) {
        Parameter[] parameters = method.getParameters();
        if (!method.trySetAccessible()) {
            throw new IllegalArgumentException("it may not be called; make it and its class public");
        }
        boolean record = parameters.length == 1 && parameters[0].getType().isRecord();
        ObjectNode schema = record ? schema(parameters[0].getType()) : schema(parameters);
        return new Shaped(new Json(schema.toString()), arguments -> {
            JsonNode node = Values.parse(arguments);
            SchemaCheck.check(schema, node, ARGUMENTS);
            return Values.answer(call(holder, method, values(node, parameters, record)));
        });
    }

    private static ObjectNode schema(Parameter[] parameters) {
        for (Parameter parameter : parameters) {
            if (!parameter.isNamePresent()) {
                throw new IllegalArgumentException("the names of its parameters are not in the class file: compile with"
                        + " -parameters, or let it take one record");
            }
        }
        return new Schemas()
                .object(List.of(parameters).stream().map(Schemas.Member::of).toList());
    }

    private static @Nullable Object[] values(JsonNode node, Parameter[] parameters, boolean record) {
        @Nullable Object[] values = new @Nullable Object[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            JsonNode argument = record ? node : node.get(parameters[i].getName());
            values[i] = Values.convert(argument, parameters[i].getParameterizedType());
        }
        return values;
    }

    private static @Nullable Object call(Object holder, Method method, @Nullable Object[] values) throws Exception {
        try {
            return method.invoke(Modifier.isStatic(method.getModifiers()) ? null : holder, values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }
}
