package ai.massgen.backend.scripted;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.CallKey;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads a journal line by line.
 *
 * <p>A reply that came too late to be heard is not played. When the agents have decided, replies may be on their way: they
 * stand in the journal, and nothing followed from them. Played again they could come in time, and then the winner would
 * read other votes than it has read. So of each agent the last call that began before the decision is silent, unless the
 * coordination heard what came of it. The set of votes that is heard before the decision is then the recorded one in
 * whatever order they come: the decision falls as soon as nobody can overtake the leader, and with fewer votes for the
 * leader, or without those of others, somebody still could.
 */
final class RecordingReader {
    private final Map<CallKey, Recording.Entry> calls = new HashMap<>();
    private final Map<CallKey, RecordedRequest> requests = new HashMap<>();
    private final Map<String, RecordedRequest> last = new HashMap<>();
    private final Map<String, CallKey> unheard = new HashMap<>();
    private final Set<CallKey> silent = new HashSet<>();

    /**
     * Reads a line.
     *
     * @throws IllegalArgumentException if it makes no sense
     */
    void read(JsonNode line) {
        switch (line.path("type").asText()) {
            case "model.call.requested" -> {
                String agent = line.path("agent").asText();
                RecordedRequest request =
                        last.getOrDefault(agent, RecordedRequest.NONE).next(line);
                last.put(agent, request);
                requests.put(key(line), request);
            }
            case "model.call.started" -> {
                calls.putIfAbsent(key(line), new Recording.Unfinished());
                unheard.put(line.path("agent").asText(), key(line));
            }
            case "model.call.finished" -> {
                CallKey key = key(line);
                put(
                        key,
                        new Recording.Finished(
                                line.path("request_hash").asText(),
                                Optional.ofNullable(requests.get(key)),
                                RecordedJson.reply(line.path("reply"))));
            }
            case "model.call.failed" -> {
                if (!line.hasNonNull("retry_in")) {
                    put(
                            key(line),
                            new Recording.Failed(
                                    kind(line), line.path("message").asText()));
                }
            }
            case "protocol.input" ->
                unheard.remove(line.path("input").path("agent").asText());
            case "decision.made" -> {
                unheard.values().forEach(key -> calls.put(key, new Recording.Unfinished()));
                silent.addAll(unheard.values());
                unheard.clear();
            }
            default -> {}
        }
    }

    private void put(CallKey key, Recording.Entry entry) {
        if (!silent.contains(key)) {
            calls.put(key, entry);
        }
    }

    Recording recording() {
        return new Recording(calls);
    }

    private static CallKey key(JsonNode line) {
        return new CallKey(line.path("agent").asText(), line.path("call").asInt());
    }

    private static BackendException.Kind kind(JsonNode line) {
        String code = line.path("code").asText();
        String name =
                code.substring(code.indexOf('.') + 1).toUpperCase(Locale.ROOT).replace('-', '_');
        return BackendException.Kind.valueOf(name);
    }
}
