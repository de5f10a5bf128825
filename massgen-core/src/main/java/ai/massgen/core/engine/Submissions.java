package ai.massgen.core.engine;

import ai.massgen.api.message.ToolCall;
import ai.massgen.core.prompt.WorkflowTools;
import ai.massgen.core.protocol.Judgement;
import ai.massgen.core.protocol.Submission;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads what an agent hands in from its workflow tool calls. Judges the shape; the protocol judges the meaning. */
final class Submissions {
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final Set<String> JUDGING = Set.of(WorkflowTools.CONFIRM_NAME, WorkflowTools.SEND_BACK_NAME);
    private static final Set<String> WORKFLOW = Set.of(
            WorkflowTools.NEW_ANSWER_NAME,
            WorkflowTools.VOTE_NAME,
            WorkflowTools.CONFIRM_NAME,
            WorkflowTools.SEND_BACK_NAME);

    private Submissions() {}

    static boolean isWorkflow(ToolCall call) {
        return WORKFLOW.contains(call.name());
    }

    /**
     * Reads a judgement.
     *
     * @param calls the calls of one reply
     * @return the judgement; empty if there is none, or more than one
     */
    static Optional<Judgement> judgement(List<ToolCall> calls) {
        List<ToolCall> judging =
                calls.stream().filter(call -> JUDGING.contains(call.name())).toList();
        if (judging.size() != 1) {
            return Optional.empty();
        }
        ToolCall call = judging.getFirst();
        if (call.name().equals(WorkflowTools.CONFIRM_NAME)) {
            return Optional.of(new Judgement.Confirmed());
        }
        try {
            JsonNode arguments = MAPPER.readTree(call.arguments().text());
            return Optional.of(new Judgement.Again(
                    arguments.path("reason").asText(""),
                    arguments.path("instructions").asText("")));
        } catch (JsonProcessingException e) {
            return Optional.empty();
        }
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
        if (!call.name().equals(WorkflowTools.NEW_ANSWER_NAME)) {
            return new Submission.Invalid(
                    "There is nothing to judge now. Call new_answer or vote, as they are offered.");
        }
        return arguments.path("content").isTextual()
                ? new Submission.NewAnswer(arguments.path("content").asText())
                : new Submission.Invalid("new_answer needs content, a string with the whole answer.");
    }
}
