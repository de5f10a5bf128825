package ai.massgen.core.engine;

import ai.massgen.api.message.ToolCall;
import ai.massgen.core.prompt.WorkflowTools;
import ai.massgen.core.protocol.Submission;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;

/** Reads what an agent hands in from its workflow tool calls. Judges the shape; the protocol judges the meaning. */
final class Submissions {
    private static final JsonMapper MAPPER = new JsonMapper();

    private Submissions() {}

    static boolean isWorkflow(ToolCall call) {
        return call.name().equals(WorkflowTools.NEW_ANSWER_NAME) || call.name().equals(WorkflowTools.VOTE_NAME);
    }

    /**
     * Reads one submission.
     *
     * @param calls all workflow calls of one reply, at least one
     */
    static Submission parse(List<ToolCall> calls) {
        if (calls.size() > 1) {
            return new Submission.Invalid("Call exactly one of " + WorkflowTools.VOTE_NAME + " and "
                    + WorkflowTools.NEW_ANSWER_NAME + ", once; you made " + calls.size() + " such calls.");
        }
        ToolCall call = calls.getFirst();
        JsonNode arguments;
        try {
            arguments = MAPPER.readTree(call.arguments().text());
        } catch (JsonProcessingException e) {
            return new Submission.Invalid(
                    "The arguments of " + call.name() + " are not JSON: " + e.getOriginalMessage());
        }
        if (call.name().equals(WorkflowTools.VOTE_NAME)) {
            return arguments.path("agent_id").isTextual()
                    ? new Submission.CastVote(
                            arguments.path("agent_id").asText(),
                            arguments.path("reason").asText(""))
                    : new Submission.Invalid("vote needs agent_id, a string such as agent1.");
        }
        return arguments.path("content").isTextual()
                ? new Submission.NewAnswer(arguments.path("content").asText())
                : new Submission.Invalid("new_answer needs content, a string with the whole answer.");
    }
}
