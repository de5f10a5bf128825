package ai.massgen.core.mcp;

import ai.massgen.api.Json;
import ai.massgen.core.http.Dialer;
import ai.massgen.core.http.HttpTarget;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The client that the official conformance suite talks with: it shakes hands with the server whose address is its last
 * argument and does what the scenario wants, which stands in the environment.
 */
final class ConformanceClient {
    private static final Duration LONG = Duration.ofSeconds(20);

    private ConformanceClient() {}

    public static void main(String[] arguments) throws Exception {
        Map<String, String> environment = System.getenv();
        String scenario = environment.getOrDefault("MCP_CONFORMANCE_SCENARIO", "tools_call");
        boolean stateless = McpClient.STATELESS.equals(environment.get("MCP_CONFORMANCE_PROTOCOL_VERSION"));
        JsonNode context = StrictJson.parse(environment.getOrDefault("MCP_CONFORMANCE_CONTEXT", "{}"));
        StreamSeen stream = new StreamSeen();
        HttpAccess access = new HttpAccess(
                Dialer.of(HttpTarget.of(URI.create(arguments[arguments.length - 1])), true, stream),
                Optional.empty(),
                Map.of(),
                Map.of());
        McpOptions options = new McpOptions(
                "conformance",
                "test",
                LONG,
                stateless ? Handshake.DISCOVER : Handshake.INITIALIZE,
                McpOptions.Limits.DEFAULT,
                () -> "",
                System::nanoTime);
        McpClient client = McpClient.connect(access, options);
        try {
            McpServerInfo ignored = client.initialize();
            play(scenario, context, client, stream);
        } finally {
            client.close();
            boolean ignored = client.awaitEnd(Duration.ofSeconds(3));
        }
    }

    private static void play(String scenario, JsonNode context, McpClient client, StreamSeen stream)
            throws InterruptedException {
        List<McpTool> tools = client.listTools();
        switch (scenario) {
            case "initialize", "request-metadata", "json-schema-ref-no-deref" -> {
                // the handshake and the listing are all of it
            }
            case "http-standard-headers" -> everything(client, tools);
            case "http-custom-headers" -> context.path("toolCalls").forEach(call -> call(client, call));
            case "json-schema-2020-12-preservation" -> echo(client, tools);
            case "sse-retry" -> {
                // it takes whatever GET comes after its call for the resumption, so the other stream has to stand
                // before
                if (!stream.await(LONG)) {
                    throw new IllegalStateException("the server does not speak up");
                }
                callAll(client, tools);
            }
            default -> callAll(client, tools);
        }
    }

    /** A tool that asks for input does not keep the others from being called. */
    private static void callAll(McpClient client, List<McpTool> tools) throws InterruptedException {
        for (McpTool tool : tools) {
            try {
                McpToolResult ignored = client.callTool(tool.name(), sample(tool), LONG);
            } catch (McpException e) {
                if (e.kind() != McpException.Kind.INPUT_REQUIRED) {
                    throw e;
                }
            }
        }
    }

    private static void everything(McpClient client, List<McpTool> tools) throws InterruptedException {
        callAll(client, tools);
        for (McpEntry resource : client.library().resources(LONG)) {
            McpToolResult ignored = client.library().resource(resource.key(), LONG);
        }
        for (McpEntry prompt : client.library().prompts(LONG)) {
            McpToolResult ignored = client.library().prompt(prompt.key(), Map.of(), LONG);
        }
    }

    private static void call(McpClient client, JsonNode call) {
        try {
            McpToolResult ignored = client.callTool(
                    call.path("name").asText(), new Json(call.path("arguments").toString()), LONG);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void echo(McpClient client, List<McpTool> tools) throws InterruptedException {
        Json schema = tools.stream()
                .filter(tool -> tool.name().equals("json_schema_2020_12_tool"))
                .findFirst()
                .orElseThrow()
                .inputSchema();
        McpToolResult ignored =
                client.callTool("json_schema_echo", new Json("{\"schema\":" + schema.text() + "}"), LONG);
    }

    /** Arguments that satisfy a simple schema. */
    private static Json sample(McpTool tool) {
        JsonNode schema = ScriptedPeer.json(tool.inputSchema().text());
        ObjectNode arguments = StrictJson.nodes().objectNode();
        schema.path("properties").properties().forEach(property -> {
            switch (property.getValue().path("type").asText()) {
                case "string" -> arguments.put(property.getKey(), "text");
                case "number", "integer" -> arguments.put(property.getKey(), 2);
                case "boolean" -> arguments.put(property.getKey(), true);
                case "array" -> {
                    ArrayNode none = arguments.putArray(property.getKey());
                    assert none.isEmpty();
                }
                default -> {
                    ObjectNode none = arguments.putObject(property.getKey());
                    assert none.isEmpty();
                }
            }
        });
        return new Json(arguments.toString());
    }
}
