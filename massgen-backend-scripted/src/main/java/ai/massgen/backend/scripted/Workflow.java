package ai.massgen.backend.scripted;

import ai.massgen.api.Json;
import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.message.Message;
import ai.massgen.api.message.ToolCall;
import ai.massgen.api.message.ToolSpec;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tools by which agents take part: {@code new_answer(content)}, {@code vote(agent_id, reason)}, and for who judges a
 * presentation {@code confirm()}.
 */
final class Workflow {
    private static final String ANSWER = "new_answer";
    private static final String VOTE = "vote";
    private static final String CONFIRM = "confirm";
    private static final JsonMapper MAPPER = new JsonMapper();

    private Workflow() {}

    static ToolCall answer(CallKey key, int index, String content) {
        return call(key, index, ANSWER, MAPPER.createObjectNode().put("content", content));
    }

    static ToolCall vote(CallKey key, int index, String agent, String reason) {
        return call(
                key,
                index,
                VOTE,
                MAPPER.createObjectNode().put("agent_id", agent).put("reason", reason));
    }

    static ToolCall confirm(CallKey key) {
        return call(key, 0, CONFIRM, MAPPER.createObjectNode());
    }

    private static ToolCall call(CallKey key, int index, String tool, ObjectNode arguments) {
        return call(key, index, tool, new Json(arguments.toString()));
    }

    /** Makes a call whose id is the same in every run. */
    static ToolCall call(CallKey key, int index, String tool, Json arguments) {
        return new ToolCall(key.agent() + "-" + key.call() + "-" + (index + 1), tool, arguments);
    }

    static boolean mayAnswer(ModelRequest request) {
        return offers(request, ANSWER);
    }

    static boolean mayConfirm(ModelRequest request) {
        return offers(request, CONFIRM);
    }

    private static boolean offers(ModelRequest request, String name) {
        return request.tools().stream().anyMatch(tool -> tool.name().equals(name));
    }

    /** Whom the vote tool lets an agent vote for; empty if it may not vote. */
    static List<String> candidates(ModelRequest request) {
        return request.tools().stream()
                .filter(tool -> tool.name().equals(VOTE))
                .findFirst()
                .map(Workflow::candidates)
                .orElse(List.of());
    }

    private static List<String> candidates(ToolSpec vote) {
        List<String> names = new ArrayList<>();
        parse(vote.inputSchema()).at("/properties/agent_id/enum").forEach(name -> names.add(name.asText()));
        return names;
    }

    /** The answer that this agent handed in last, as far as the conversation tells. */
    static Optional<String> ownAnswer(ModelRequest request) {
        return request.messages().reversed().stream()
                .filter(Message.Assistant.class::isInstance)
                .flatMap(message -> ((Message.Assistant) message).toolCalls().stream())
                .filter(call -> call.name().equals(ANSWER))
                .map(call -> parse(call.arguments()).path("content").asText())
                .findFirst();
    }

    private static JsonNode parse(Json json) {
        try {
            return MAPPER.readTree(json.text());
        } catch (JsonProcessingException e) {
            return MAPPER.missingNode();
        }
    }
}
