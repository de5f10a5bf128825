package ai.massgen.backend.openai;

import ai.massgen.api.backend.Capability;
import ai.massgen.api.message.ToolCall;
import ai.massgen.toolkit.json.ToolArguments;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * The items of a reply by their numbers: messages, reasoning, calls. Tells of each as it begins and grows; what a server
 * sends in one piece at the end is told then. Not thread-safe.
 */
final class OutputItems {
    private static final Map<String, Capability> PROVIDER_TOOLS = Map.of(
            "web_search_call", Capability.WEB_SEARCH,
            "code_interpreter_call", Capability.CODE_EXECUTION,
            "file_search_call", Capability.FILE_SEARCH);

    private final String idPrefix;
    private final boolean strict;
    private final SaidDeltas said;
    private final Map<Integer, JsonNode> complete = new TreeMap<>();
    private final Set<Integer> begun = new HashSet<>();
    private final Set<Integer> calls = new HashSet<>();
    private final Set<Integer> asides = new HashSet<>();
    private final Set<Integer> heard = new HashSet<>();
    private String thought = "";

    /**
     * Starts without items.
     *
     * @param idPrefix what ids of calls begin with that the server sends without one
     * @param strict whether the text must be what a schema says, and nothing but the answer
     * @param said where pieces go
     */
    OutputItems(String idPrefix, boolean strict, SaidDeltas said) {
        this.idPrefix = idPrefix;
        this.strict = strict;
        this.said = said;
    }

    static boolean isCall(JsonNode item) {
        return WireJson.text(item, "type").equals("function_call");
    }

    static boolean isMessage(JsonNode item) {
        return WireJson.text(item, "type").equals("message");
    }

    /** An item begins. */
    void begin(int number, JsonNode item) {
        if (!begun.add(number)) {
            return;
        }
        Capability tool = PROVIDER_TOOLS.get(WireJson.text(item, "type"));
        if (tool != null) {
            said.providerToolStarted(tool);
        } else if (isCall(item)) {
            calls.add(number);
            said.toolCallStarted(WireJson.text(item, "name"));
        } else if (isMessage(item) && strict && WireJson.text(item, "phase").equals("commentary")) {
            asides.add(number);
        }
    }

    /** A message grows. Messages are kept apart by an empty line. */
    void text(int number, String piece) {
        boolean first = !piece.isEmpty() && heard.add(number);
        if (asides.contains(number)) {
            said.reasoning(piece);
        } else {
            said.text(first && !said.text().isEmpty() ? "\n\n" + piece : piece);
        }
    }

    /** A thought grows. Thoughts and their parts, which have numbers too, are kept apart by an empty line. */
    void reasoning(int number, int part, String piece) {
        heard.add(number);
        String place = number + "." + part;
        boolean next = !thought.isEmpty() && !thought.equals(place);
        if (!piece.isEmpty()) {
            said.reasoning(next ? "\n\n" + piece : piece);
            thought = place;
        }
    }

    /** An item is complete. */
    void end(int number, JsonNode item) {
        begin(number, item);
        complete.put(number, item);
        if (!heard.contains(number)) {
            tellAtOnce(number, item);
        }
    }

    /** The reply is complete: its items as a list are the last word, unless the server leaves some out of it. */
    void settle(JsonNode output) {
        if (output.size() >= complete.size()) {
            for (int number = 0; number < output.size(); number++) {
                end(number, output.path(number));
            }
        }
    }

    List<JsonNode> all() {
        return List.copyOf(complete.values());
    }

    /** Whether a call has begun that never came. */
    boolean lackCalls() {
        return !complete.keySet().containsAll(calls);
    }

    /**
     * The calls.
     *
     * @param cut whether the reply was cut off: a call with half of its arguments must not run then
     */
    List<ToolCall> calls(boolean cut) {
        List<ToolCall> all = new ArrayList<>();
        for (JsonNode item : complete.values()) {
            String arguments = WireJson.text(item, "arguments");
            if (isCall(item) && !(cut && isUnfinished(item, arguments))) {
                String id = WireJson.text(item, "call_id");
                String name = WireJson.text(item, "name");
                all.add(new ToolCall(id.isEmpty() ? idPrefix + all.size() : id, name, ToolArguments.read(arguments)));
            }
        }
        return all;
    }

    /** The words with which the model declines, if it does. */
    String refusal() {
        StringBuilder words = new StringBuilder();
        complete.values()
                .forEach(item -> item.path("content").forEach(part -> words.append(WireJson.text(part, "refusal"))));
        return words.toString();
    }

    private void tellAtOnce(int number, JsonNode item) {
        if (isMessage(item)) {
            item.path("content").forEach(part -> text(number, WireJson.text(part, "text")));
        } else if (WireJson.text(item, "type").equals("reasoning")) {
            JsonNode parts = item.path("summary").isEmpty() ? item.path("content") : item.path("summary");
            for (int part = 0; part < parts.size(); part++) {
                reasoning(number, part, WireJson.text(parts.path(part), "text"));
            }
        }
    }

    private static boolean isUnfinished(JsonNode item, String arguments) {
        String status = WireJson.text(item, "status");
        return status.equals("incomplete") || !(arguments.isBlank() || ToolArguments.isObject(arguments));
    }
}
