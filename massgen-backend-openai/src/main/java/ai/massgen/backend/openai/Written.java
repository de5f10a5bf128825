package ai.massgen.backend.openai;

import ai.massgen.api.Json;
import ai.massgen.api.message.Part;
import ai.massgen.api.message.ToolResult;
import ai.massgen.toolkit.json.ToolArguments;
import java.util.List;
import java.util.stream.Collectors;

/** Parts of a conversation that both APIs write alike. */
final class Written {
    private Written() {}

    /** Servers that render the conversation through a template fail on anything but an object. */
    static String arguments(Json arguments) {
        return ToolArguments.isObject(arguments.text())
                ? arguments.text()
                : ToolArguments.object(arguments).toString();
    }

    static String result(ToolResult result) {
        return result.text().isEmpty() ? result.structured().map(Json::text).orElse("") : result.text();
    }

    static boolean isText(List<Part> parts) {
        return parts.stream().allMatch(Part.Text.class::isInstance);
    }

    /** Text alone is sent as a string, which also those servers understand that know no parts. */
    static String text(List<Part> parts) {
        return parts.stream().map(part -> ((Part.Text) part).text()).collect(Collectors.joining("\n\n"));
    }

    static String dataAddress(String mediaType, String base64) {
        return "data:" + mediaType + ";base64," + base64;
    }
}
