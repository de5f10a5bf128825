package ai.massgen.core;

import ai.massgen.api.Json;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.core.local.Shaped;
import ai.massgen.core.local.Values;
import ai.massgen.core.tool.LocalFunction;
import java.lang.reflect.Method;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A tool that is part of the application and runs in its process, with its rights: use it for what is yours, and a tool
 * server in a container for what is not. Bounded like the tools of servers: a deadline for each call, eight calls at once
 * for each agent, a result as long as {@code limits.tool_result} says. What it throws is an error that the model reads.
 * Immutable; as thread-safe as what it does, which is called from many threads.
 */
public final class JavaTool {
    private static final Duration USUAL = Duration.ofSeconds(60);

    private final ToolSpec spec;
    private final LocalFunction function;
    private final Duration timeout;
    private final Set<String> agents;
    private final boolean readOnly;

    private JavaTool(ToolSpec spec, LocalFunction function, Duration timeout, Set<String> agents, boolean readOnly) {
        this.spec = spec;
        this.function = function;
        this.timeout = timeout;
        this.agents = Set.copyOf(agents);
        this.readOnly = readOnly;
    }

    /**
     * What a tool does.
     *
     * @param <A> its arguments
     */
    @FunctionalInterface
    public interface Body<A> {
        /**
         * Answers a call. An interrupt means that nobody waits any more.
         *
         * @param arguments the arguments
         * @return what the model reads: a text as it is, everything else as JSON, null as nothing
         * @throws Exception if there is no answer; the model reads the message
         */
        @Nullable Object call(A arguments) throws Exception;
    }

    /**
     * Makes a tool whose arguments are those of a record. Its schema is derived; arguments that do not fit never arrive.
     *
     * @param name the name, 1 to 64 letters, digits, underscores and dashes, no two underscores in a row
     * @param description what it does, for the model
     * @param arguments the record; {@link ai.massgen.api.config.Doc} describes its components, {@code Optional} ones may
     *     be left out
     * @param body what it does
     * @param <A> the record
     * @return the tool
     * @throws IllegalArgumentException if the name is not of the form, or a component is of a type that has no schema
     */
    public static <A extends Record> JavaTool of(
            String name, String description, Class<A> arguments, Body<? super A> body) {
        Shaped shaped = Shaped.of(arguments, body::call);
        return of(name, description, shaped.schema(), shaped.function());
    }

    /**
     * Makes a tool with a schema of your own. Nothing checks the arguments against it.
     *
     * @param name the name, 1 to 64 letters, digits, underscores and dashes, no two underscores in a row
     * @param description what it does, for the model
     * @param inputSchema a JSON Schema of the arguments, an object schema
     * @param body what it does with the arguments, one JSON value as the model wrote it
     * @return the tool
     * @throws IllegalArgumentException if the name is not of the form
     */
    public static JavaTool ofJson(String name, String description, Json inputSchema, Body<Json> body) {
        return of(name, description, inputSchema, arguments -> Values.answer(body.call(arguments)));
    }

    private static JavaTool of(String name, String description, Json schema, LocalFunction function) {
        if (name.contains("__")) {
            throw new IllegalArgumentException(
                    "not a name for a tool of the application: '" + name + "'; two underscores are for tool servers");
        }
        return new JavaTool(new ToolSpec(name, description, schema), function, USUAL, Set.of(), false);
    }

    /**
     * Makes tools of the methods of an object that are annotated with {@link Tool}.
     *
     * @param holder the object
     * @return the tools, by name
     * @throws IllegalArgumentException if there is none, or one cannot be a tool; the message says which and why
     */
    public static List<JavaTool> allOf(Object holder) {
        List<JavaTool> tools = Arrays.stream(holder.getClass().getDeclaredMethods())
                .filter(method -> method.isAnnotationPresent(Tool.class) && !method.isBridge())
                .map(method -> of(holder, method))
                .sorted(Comparator.comparing(JavaTool::name))
                .toList();
        if (tools.isEmpty()) {
            throw new IllegalArgumentException(
                    holder.getClass().getName() + " has no method that is annotated with @Tool");
        }
        return tools;
    }

    private static JavaTool of(Object holder, Method method) {
        Tool tool = Objects.requireNonNull(method.getAnnotation(Tool.class), "annotation");
        try {
            Shaped shaped = Shaped.of(holder, method);
            String name = tool.name().isEmpty() ? method.getName() : tool.name();
            return of(name, tool.value(), shaped.schema(), shaped.function())
                    .within(Duration.ofSeconds(tool.seconds()))
                    .readOnly(tool.readOnly());
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "the method " + method.getName() + " of "
                            + holder.getClass().getName() + " cannot be a tool: " + e.getMessage(),
                    e);
        }
    }

    /**
     * The same tool with another deadline.
     *
     * @param time how long one call may take, waiting included; then its thread is interrupted
     * @return the tool
     * @throws IllegalArgumentException if the time is not positive
     */
    public JavaTool within(Duration time) {
        if (!time.isPositive()) {
            throw new IllegalArgumentException("the time of a call must be positive, got " + time);
        }
        return new JavaTool(spec, function, time, agents, readOnly);
    }

    /**
     * The same tool for some agents only.
     *
     * @param ids the ids of the agents that may use it
     * @return the tool
     */
    public JavaTool onlyFor(String... ids) {
        return new JavaTool(spec, function, timeout, Set.of(ids), readOnly);
    }

    /**
     * The same tool, known to change something or not. What may change something waits for the presentation if
     * {@code coordination.planning} is on.
     *
     * @param nothing whether it changes nothing; as long as nobody says so it may
     * @return the tool
     */
    public JavaTool readOnly(boolean nothing) {
        return new JavaTool(spec, function, timeout, agents, nothing);
    }

    /**
     * The tool's name.
     *
     * @return the name that models call it by
     */
    public String name() {
        return spec.name();
    }

    /**
     * The schema of its arguments.
     *
     * @return a JSON Schema
     */
    public Json inputSchema() {
        return spec.inputSchema();
    }

    ToolSpec spec() {
        return spec;
    }

    LocalFunction function() {
        return function;
    }

    Duration timeout() {
        return timeout;
    }

    Set<String> agents() {
        return agents;
    }

    boolean readOnly() {
        return readOnly;
    }
}
