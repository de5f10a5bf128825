package ai.massgen.core.prompt;

import ai.massgen.api.Json;
import ai.massgen.api.message.ToolSpec;
import ai.massgen.core.protocol.Alias;
import java.util.List;
import java.util.stream.Collectors;

/** The tools by which an agent ends its turn. */
public final class WorkflowTools {
    /** The name of the tool that hands in an answer; its argument is {@code content}. */
    public static final String NEW_ANSWER_NAME = "new_answer";

    /** The name of the tool that votes; its arguments are {@code agent_id} and {@code reason}. */
    public static final String VOTE_NAME = "vote";

    /** The name of the tool by which a judge confirms what was presented; it has no argument. */
    public static final String CONFIRM_NAME = "confirm";

    /** The name of the tool by which a judge asks for better; its arguments are {@code reason} and {@code instructions}. */
    public static final String SEND_BACK_NAME = "send_back";

    /** Hands in an answer. */
    public static final ToolSpec NEW_ANSWER = new ToolSpec(
            NEW_ANSWER_NAME,
            "Hand in your answer to the question. Ends your turn.",
            new Json("{\"type\":\"object\",\"properties\":{\"content\":{\"type\":\"string\",\"description\":"
                    + "\"The whole answer, ready to be read by the user without anything else you have said.\"}},"
                    + "\"required\":[\"content\"],\"additionalProperties\":false}"));

    /** Confirms what was presented. */
    public static final ToolSpec CONFIRM = new ToolSpec(
            CONFIRM_NAME,
            "The presented answer is good: the user gets it.",
            new Json("{\"type\":\"object\",\"properties\":{},\"additionalProperties\":false}"));

    /** Asks for better than what was presented. */
    public static final ToolSpec SEND_BACK = new ToolSpec(
            SEND_BACK_NAME,
            "The presented answer is not good enough: all agents go to work again.",
            new Json("{\"type\":\"object\",\"properties\":{\"reason\":{\"type\":\"string\",\"description\":"
                    + "\"What is wrong with it.\"},\"instructions\":{\"type\":\"string\",\"description\":"
                    + "\"What to do better.\"}},\"required\":[\"reason\",\"instructions\"],"
                    + "\"additionalProperties\":false}"));

    private WorkflowTools() {}

    /**
     * The tool that votes.
     *
     * @param targets the agents with an answer, in the order of the roster
     * @return the tool, which takes no other target
     * @throws IllegalArgumentException if there is nobody to vote for
     */
    public static ToolSpec vote(List<Alias> targets) {
        if (targets.isEmpty()) {
            throw new IllegalArgumentException("a vote needs at least one agent with an answer");
        }
        String names = targets.stream().map(alias -> "\"" + alias + "\"").collect(Collectors.joining(","));
        return new ToolSpec(
                VOTE_NAME,
                "Vote for the agent whose answer the user should get; it may be your own. Ends your turn.",
                new Json("{\"type\":\"object\",\"properties\":{\"agent_id\":{\"type\":\"string\",\"enum\":[" + names
                        + "],\"description\":\"The agent whose answer is best.\"},\"reason\":{\"type\":\"string\","
                        + "\"description\":\"Why, in a sentence or two.\"}},\"required\":[\"agent_id\",\"reason\"],"
                        + "\"additionalProperties\":false}"));
    }
}
