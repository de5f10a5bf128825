package ai.massgen.backend.openai;

import ai.massgen.api.message.ToolCall;
import ai.massgen.toolkit.json.ToolArguments;
import ai.massgen.toolkit.json.WireJson;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts tool calls together from the pieces of a stream. Servers differ: some number the calls and send the id once,
 * some repeat the id, some send neither, some give every call the number 0, some send the arguments as an object.
 */
final class ToolCallFragments {
    private final String idPrefix;
    private final SaidDeltas deltas;
    private final List<Fragment> calls = new ArrayList<>();

    /** A call in the making. */
    private static final class Fragment {
        private final @Nullable Integer index;
        private String id = "";
        private String name = "";
        private final StringBuilder arguments = new StringBuilder();
        private boolean announced;

        Fragment(@Nullable Integer index) {
            this.index = index;
        }
    }

    ToolCallFragments(String idPrefix, SaidDeltas deltas) {
        this.idPrefix = idPrefix;
        this.deltas = deltas;
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    void add(JsonNode piece) {
        JsonNode function = piece.path("function");
        String id = WireJson.text(piece, "id");
        String name = WireJson.text(function, "name");
        JsonNode index = piece.path("index");
        Fragment call = find(index.isInt() ? index.intValue() : null, id, name);
        if (call.id.isEmpty()) {
            call.id = id;
        }
        if (!name.equals(call.name)) {
            call.name += name;
        }
        JsonNode arguments = function.path("arguments");
        if (arguments.isTextual()) {
            call.arguments.append(arguments.textValue());
        } else if (arguments.isContainerNode()) {
            call.arguments.append(arguments);
        }
        if (!arguments.isMissingNode()) {
            announce(call);
        }
    }

    /** All calls of a reply that came to its end. */
    List<ToolCall> finish() {
        calls.forEach(this::announce);
        Set<String> ids = new HashSet<>();
        List<ToolCall> finished = new ArrayList<>();
        for (Fragment call : calls) {
            String id = call.id.isEmpty() || !ids.add(call.id) ? idPrefix + finished.size() : call.id;
            finished.add(new ToolCall(id, call.name, ToolArguments.read(call.arguments.toString())));
        }
        return finished;
    }

    /** Drops the last call if the limit on tokens cut its arguments: it must not run with half of them. */
    void dropCutCall() {
        if (!calls.isEmpty()
                && !ToolArguments.isObject(calls.getLast().arguments.toString())) {
            calls.removeLast();
        }
    }

    private Fragment find(@Nullable Integer index, String id, String name) {
        for (Fragment call : calls) {
            boolean same = index != null ? index.equals(call.index) : !id.isEmpty() && id.equals(call.id);
            if (same && !(isOther(id, call.id) && !name.isEmpty())) {
                return call;
            }
        }
        boolean continues = index == null
                && id.isEmpty()
                && !calls.isEmpty()
                && (name.isEmpty() || calls.getLast().name.isEmpty());
        if (continues) {
            return calls.getLast();
        }
        Fragment call = new Fragment(index);
        calls.add(call);
        return call;
    }

    private static boolean isOther(String id, String known) {
        return !id.isEmpty() && !known.isEmpty() && !id.equals(known);
    }

    private void announce(Fragment call) {
        if (!call.announced && !call.name.isEmpty()) {
            call.announced = true;
            deltas.toolCallStarted(call.name);
        }
    }
}
