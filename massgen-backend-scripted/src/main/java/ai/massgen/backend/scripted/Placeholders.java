package ai.massgen.backend.scripted;

import ai.massgen.api.Json;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.Part;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Puts what the conversation holds into the texts of a step, so that a script can quote what a real tool said. */
final class Placeholders implements UnaryOperator<String> {
    private static final JsonMapper MAPPER = new JsonMapper();

    private final ModelRequest request;

    Placeholders(ModelRequest request) {
        this.request = request;
    }

    /** Replaces in one pass over the template: text that came from outside is not looked at again. */
    @Override
    public String apply(String template) {
        StringBuilder text = new StringBuilder();
        int from = 0;
        for (int open = template.indexOf("{{"); open >= 0; open = template.indexOf("{{", from)) {
            int close = template.indexOf("}}", open);
            if (close < 0) {
                break;
            }
            text.append(template, from, open).append(value(template.substring(open, close + 2)));
            from = close + 2;
        }
        return text.append(template, from, template.length()).toString();
    }

    private String value(String placeholder) {
        return switch (placeholder) {
            case "{{last_tool_result}}" -> lastToolResult(request);
            case "{{last_user_text}}" -> lastUserText(request);
            default -> placeholder;
        };
    }

    /** Replaces inside the strings of a JSON value. */
    Json apply(Json template) {
        try {
            return new Json(filled(MAPPER.readTree(template.text())).toString());
        } catch (JsonProcessingException e) {
            return template;
        }
    }

    private JsonNode filled(JsonNode node) {
        if (node.isTextual()) {
            return JsonNodeFactory.instance.textNode(apply(node.textValue()));
        }
        if (node instanceof ObjectNode object) {
            object.properties().forEach(entry -> entry.setValue(filled(entry.getValue())));
        }
        if (node instanceof ArrayNode array) {
            for (int i = 0; i < array.size(); i++) {
                array.set(i, filled(array.get(i)));
            }
        }
        return node;
    }

    static String lastToolResult(ModelRequest request) {
        return request.messages().reversed().stream()
                .filter(Message.ToolResults.class::isInstance)
                .map(message ->
                        ((Message.ToolResults) message).results().getLast().text())
                .findFirst()
                .orElse("(no tool has said anything)");
    }

    static String lastUserText(ModelRequest request) {
        return request.messages().reversed().stream()
                .filter(Message.User.class::isInstance)
                .map(message -> text((Message.User) message))
                .findFirst()
                .orElse("(no user has said anything)");
    }

    private static String text(Message.User user) {
        return user.parts().stream()
                .filter(Part.Text.class::isInstance)
                .map(part -> ((Part.Text) part).text())
                .collect(Collectors.joining("\n"));
    }
}
