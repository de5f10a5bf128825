package ai.massgen.core;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** Tool servers as JSON, for programs. */
final class ServerJson {
    private ServerJson() {}

    static String of(ToolPins.Server server) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.put("server", server.name());
        json.put("state", server.state().name().toLowerCase(Locale.ROOT));
        server.image().ifPresent(image -> json.put("image", image));
        server.imageId().ifPresent(id -> json.put("image_id", id));
        server.url().ifPresent(url -> json.put("url", url));
        ArrayNode tools = json.putArray("tools");
        for (ToolPins.Tool tool : server.tools()) {
            ObjectNode node = tools.addObject()
                    .put("name", tool.name())
                    .put("description", tool.description())
                    .put("sha256", tool.sha256());
            ArrayNode suspicions = node.putArray("suspicions");
            tool.suspicions().forEach(suspicions::add);
        }
        ArrayNode differences = json.putArray("differences");
        for (ToolPins.Difference difference : server.differences()) {
            ObjectNode node = differences.addObject();
            difference.what().ifPresent(tool -> node.put("tool", tool));
            node.put("kind", difference.kind());
            ArrayNode lines = node.putArray("diff");
            difference.diff().forEach(lines::add);
        }
        return json.toString();
    }
}
