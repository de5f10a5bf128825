package ai.massgen.core.tool;

import ai.massgen.api.Json;
import ai.massgen.core.mcp.McpClient;
import ai.massgen.core.mcp.McpContent;
import ai.massgen.core.mcp.McpEntry;
import ai.massgen.core.mcp.McpTool;
import ai.massgen.core.mcp.McpToolResult;
import ai.massgen.core.mcp.StrictJson;
import ai.massgen.core.pin.ToolPin;
import ai.massgen.core.plan.ToolPlan;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Tools of ours that stand beside those of a server and read what it has besides: its resources and its prompts. They are
 * the same for every server, so they need no pin. A tool of the server with the same name takes the place of ours.
 */
final class SideTools {
    private static final String NONE = "{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}";
    private static final ToolPin LIST_RESOURCES =
            tool("list_resources", "Lists the resources of the server: texts and files with an address.", NONE);
    private static final ToolPin READ_RESOURCE = tool("read_resource", "Reads a resource of the server.", """
            {"type":"object","properties":{"uri":{"type":"string","description":"The address, from list_resources."}},\
            "required":["uri"],"additionalProperties":false}""");
    private static final ToolPin LIST_PROMPTS =
            tool("list_prompts", "Lists the prompts of the server: prepared texts with blanks.", NONE);
    private static final ToolPin GET_PROMPT = tool("get_prompt", "Reads a prompt of the server.", """
            {"type":"object","properties":{"name":{"type":"string","description":"The name, from list_prompts."},\
            "arguments":{"type":"object","additionalProperties":{"type":"string"},\
            "description":"What fills the blanks."}},"required":["name"],"additionalProperties":false}""");
    private static final Set<ToolPin> ALL = Set.of(LIST_RESOURCES, READ_RESOURCE, LIST_PROMPTS, GET_PROMPT);

    private SideTools() {}

    private static ToolPin tool(String name, String description, String schema) {
        return ToolPin.of(
                new McpTool(name, Optional.empty(), description, new Json(schema), Optional.empty(), Optional.empty()));
    }

    static boolean isOne(ToolPin tool) {
        return ALL.contains(tool);
    }

    /** The tools of a server and those of ours beside them. */
    static List<ToolPin> beside(List<ToolPin> known, ToolPlan plan) {
        Set<String> names = known.stream().map(ToolPin::name).collect(Collectors.toSet());
        Stream<ToolPin> resources =
                plan.manner().resources() ? Stream.of(LIST_RESOURCES, READ_RESOURCE) : Stream.empty();
        Stream<ToolPin> prompts = plan.manner().prompts() ? Stream.of(LIST_PROMPTS, GET_PROMPT) : Stream.empty();
        Stream<ToolPin> ours = Stream.concat(resources, prompts).filter(tool -> !names.contains(tool.name()));
        return Stream.concat(known.stream(), ours).toList();
    }

    /**
     * Calls one.
     *
     * @throws ai.massgen.core.mcp.McpException if the server does not answer
     * @throws IllegalArgumentException if the arguments are not what the schema says
     */
    static McpToolResult call(McpClient client, ToolPin tool, Json arguments, Duration deadline)
            throws InterruptedException {
        boolean resources = tool.equals(LIST_RESOURCES) || tool.equals(READ_RESOURCE);
        if (resources ? !client.serverInfo().resources() : !client.serverInfo().prompts()) {
            return result("The server says that it has no " + (resources ? "resources" : "prompts") + ".", true);
        }
        JsonNode given = parsed(arguments);
        if (tool.equals(LIST_RESOURCES)) {
            return listing(client.library().resources(deadline), "resources");
        }
        if (tool.equals(READ_RESOURCE)) {
            return client.library().resource(text(given, "uri"), deadline);
        }
        return tool.equals(LIST_PROMPTS)
                ? listing(client.library().prompts(deadline), "prompts")
                : client.library().prompt(text(given, "name"), texts(given.path("arguments")), deadline);
    }

    private static McpToolResult listing(List<McpEntry> entries, String what) {
        List<String> lines = new ArrayList<>();
        for (McpEntry entry : entries) {
            String blanks = entry.arguments().isEmpty() ? "" : "(" + String.join(", ", entry.arguments()) + ")";
            String about = Stream.of(entry.name(), entry.description())
                    .filter(text -> !text.isBlank() && !text.equals(entry.key()))
                    .collect(Collectors.joining(": "));
            lines.add(entry.key() + blanks + (about.isEmpty() ? "" : " - " + about));
        }
        return result(lines.isEmpty() ? "There are no " + what + "." : String.join("\n", lines), false);
    }

    private static McpToolResult result(String text, boolean error) {
        return new McpToolResult(List.of(new McpContent.Text(text)), Optional.empty(), error);
    }

    private static JsonNode parsed(Json arguments) {
        try {
            return StrictJson.parse(arguments.text());
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("the arguments are no valid JSON: " + StrictJson.reason(e), e);
        }
    }

    private static String text(JsonNode arguments, String name) {
        JsonNode value = arguments.path(name);
        if (!value.isTextual()) {
            throw new IllegalArgumentException("the argument " + name + " is missing, or is no text");
        }
        return value.textValue();
    }

    private static Map<String, String> texts(JsonNode arguments) {
        Map<String, String> texts = new LinkedHashMap<>();
        arguments
                .properties()
                .forEach(each -> texts.put(each.getKey(), each.getValue().asText()));
        return texts;
    }
}
