package ai.massgen.core.mcp;

import ai.massgen.core.mcp.McpException.Kind;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/** What a server has besides tools: resources and prompts. Thread-safe. */
public final class McpLibrary {
    private final McpOptions options;
    private final Requests requests;

    McpLibrary(McpOptions options, Requests requests) {
        this.options = options;
        this.requests = requests;
    }

    /**
     * Lists resources, page by page.
     *
     * @param deadline how long it may take
     * @return the resources in the server's order, as many as a server may list tools
     * @throws McpException if the server does not answer as it must, or not in time
     * @throws InterruptedException if the thread is interrupted
     */
    public List<McpEntry> resources(Duration deadline) throws InterruptedException {
        return list("resources", "uri", deadline);
    }

    /**
     * Lists prompts, page by page.
     *
     * @param deadline how long it may take
     * @return the prompts in the server's order, as many as a server may list tools
     * @throws McpException if the server does not answer as it must, or not in time
     * @throws InterruptedException if the thread is interrupted
     */
    public List<McpEntry> prompts(Duration deadline) throws InterruptedException {
        return list("prompts", "name", deadline);
    }

    /**
     * Reads a resource.
     *
     * @param uri its address
     * @param deadline how long it may take
     * @return what is there
     * @throws McpException if the server does not answer as it must, or not in time
     * @throws InterruptedException if the thread is interrupted
     */
    public McpToolResult resource(String uri, Duration deadline) throws InterruptedException {
        ObjectNode params = object().put("uri", uri);
        JsonNode contents =
                requests.send("resources/read", params, deadline, Map.of()).path("contents");
        if (!contents.isArray()) {
            throw failure("answered resources/read without a list of contents");
        }
        List<McpContent> pieces = new ArrayList<>();
        contents.forEach(content -> pieces.add(ResultReader.resource(content)));
        return new McpToolResult(pieces, Optional.empty(), false);
    }

    /**
     * Reads a prompt.
     *
     * @param name its name
     * @param arguments its arguments
     * @param deadline how long it may take
     * @return its messages, each after a line that says whose it is to be
     * @throws McpException if the server does not answer as it must, or not in time
     * @throws InterruptedException if the thread is interrupted
     */
    public McpToolResult prompt(String name, Map<String, String> arguments, Duration deadline)
            throws InterruptedException {
        ObjectNode params = object().put("name", name);
        ObjectNode given = params.putObject("arguments");
        arguments.forEach(given::put);
        JsonNode messages =
                requests.send("prompts/get", params, deadline, Map.of()).path("messages");
        if (!messages.isArray()) {
            throw failure("answered prompts/get without a list of messages");
        }
        List<McpContent> pieces = new ArrayList<>();
        messages.forEach(message -> {
            pieces.add(new McpContent.Text(message.path("role").asText() + ":"));
            pieces.add(ResultReader.piece(message.path("content")));
        });
        return new McpToolResult(pieces, Optional.empty(), false);
    }

    private List<McpEntry> list(String what, String key, Duration deadline) throws InterruptedException {
        long end = System.nanoTime() + deadline.toNanos();
        Cursors cursors = new Cursors(options, what);
        List<McpEntry> entries = new ArrayList<>();
        Optional<String> cursor = Optional.empty();
        do {
            ObjectNode params = object();
            cursor.ifPresent(at -> params.put("cursor", at));
            Duration left = Duration.ofNanos(Math.max(1, end - System.nanoTime()));
            JsonNode page = requests.send(what + "/list", params, left, Map.of());
            if (!page.path(what).isArray()) {
                throw failure("answered " + what + "/list without a list of " + what);
            }
            for (JsonNode entry : page.path(what)) {
                if (entry.path(key).isTextual()
                        && entries.size() < options.limits().tools()) {
                    entries.add(entry(entry, key));
                }
            }
            cursor = cursors.next(page);
        } while (cursor.isPresent() && entries.size() < options.limits().tools());
        return entries;
    }

    private static McpEntry entry(JsonNode entry, String key) {
        List<String> arguments = new ArrayList<>();
        entry.path("arguments").forEach(argument -> {
            StringJoiner name =
                    new StringJoiner("", "", argument.path("required").asBoolean() ? "" : "?");
            arguments.add(name.add(argument.path("name").asText()).toString());
        });
        String name = entry.path("title").asText(entry.path("name").asText());
        return new McpEntry(
                entry.path(key).textValue(), name, entry.path("description").asText(), arguments);
    }

    private McpException failure(String what) {
        return new McpException(Kind.PROTOCOL_ERROR, "tool server '" + options.server() + "' " + what);
    }

    private static ObjectNode object() {
        return StrictJson.nodes().objectNode();
    }
}
