package ai.massgen.backend.scripted;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a model was asked, as a journal tells it.
 *
 * @param system the system text, empty if there was none
 * @param messages the messages
 * @param tools the tools by name, with a hash of what they are
 * @param more what else was asked for, by name
 */
record RecordedRequest(String system, List<JsonNode> messages, Map<String, String> tools, Map<String, String> more) {
    static final RecordedRequest NONE = new RecordedRequest("", List.of(), Map.of(), Map.of());

    /** The next request of the same agent: a line tells only the messages that are new. */
    RecordedRequest next(JsonNode line) {
        JsonNode request = line.path("request");
        List<JsonNode> all =
                new ArrayList<>(messages.subList(0, Math.min(line.path("kept").asInt(), messages.size())));
        request.path("messages").forEach(all::add);
        Map<String, String> hashes = new LinkedHashMap<>();
        request.path("tools")
                .properties()
                .forEach(each -> hashes.put(each.getKey(), each.getValue().asText()));
        Map<String, String> rest = new LinkedHashMap<>();
        request.properties().stream()
                .filter(each -> !List.of("system", "messages", "tools").contains(each.getKey()))
                .forEach(each -> rest.put(each.getKey(), each.getValue().toString()));
        return new RecordedRequest(request.path("system").asText(""), all, hashes, rest);
    }
}
