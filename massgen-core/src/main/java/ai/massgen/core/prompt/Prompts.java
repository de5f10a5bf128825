package ai.massgen.core.prompt;

import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.Answer;
import ai.massgen.core.protocol.Brief;
import ai.massgen.core.protocol.Choice;
import ai.massgen.core.protocol.Verdict;
import ai.massgen.core.protocol.Vote;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the engine says to models. Pure: the same arguments always give the same text, so that a provider's prompt cache
 * stays warm and a run can be replayed. Agents are named by their aliases only.
 */
public final class Prompts {
    private Prompts() {}

    /**
     * The system text, the same in all turns of a run.
     *
     * @param self the agent that reads it
     * @param roster how many agents there are
     * @param agentSystem the agent's own instructions from the configuration
     * @param voting when to vote rather than to answer again
     * @param tools whether the agent has tools besides those that end a turn
     * @param workplace what its tools see
     * @return the text
     */
    public static String system(
            Alias self,
            int roster,
            Optional<String> agentSystem,
            Sensitivity voting,
            boolean tools,
            Workplace workplace) {
        return SystemText.of(self, roster, agentSystem, voting, tools ? workplace.text() : "", tools);
    }

    /**
     * The user message that begins a turn.
     *
     * @param brief what the agent is asked to do
     * @param question the user's question; repeated only where the agent has not been told it
     * @param self the agent that reads it
     * @param workplace what its tools see
     * @return the text
     */
    public static String user(Brief brief, String question, Alias self, Workplace workplace) {
        return switch (brief) {
            case Brief.FirstAnswer first ->
                paragraphs(
                        question(question),
                        "Work out your own answer and hand it in with new_answer.",
                        first.hurry() ? hurry() : "");
            case Brief.Evaluate evaluate -> evaluate(evaluate, self);
            case Brief.Update update -> update(update);
            case Brief.Retry retry -> Verification.retry(retry, choice(retry.choice()), self);
            case Brief.Judge judge -> Verification.judge(judge, question);
            case Brief.Presentation presentation ->
                paragraphs(presentation(presentation, question, self), workplace.presentation());
        };
    }

    /**
     * The tool's error that tells a model why what it handed in does not count.
     *
     * @param rejected the verdict
     * @return the text
     */
    public static String rejected(Verdict.Rejected rejected) {
        String tries = rejected.left() == 1 ? "one more try" : rejected.left() + " more tries";
        return rejected.reason() + " Your turn goes on; you have " + tries + ".";
    }

    /**
     * The tool's error that tells a model what has come since it looked at the board.
     *
     * @param superseded the verdict
     * @return the text
     */
    public static String superseded(Verdict.Superseded superseded) {
        return paragraphs(
                "Your vote does not count yet: while you worked, others handed in answers that you have not seen."
                        + " Each replaces any earlier answer of the same agent.",
                quoted(superseded.news()),
                "If your vote stands, cast it again; you need not go over the rest once more.");
    }

    /**
     * What a model at work is told when the run is coming to its end.
     *
     * @return the text
     */
    public static String hurry() {
        return "Time is nearly up, and your other tools are closed. End your turn now: hand in what you have, or vote.";
    }

    /**
     * What stands in the place of messages that were left out, because the conversation is too long.
     *
     * @param messages how many
     * @return the text
     */
    public static String leftOut(int messages) {
        return "[" + messages
                + " earlier messages of this conversation were left out here, because it has become too long."
                + " Ask your tools again for what you still need.]";
    }

    private static String evaluate(Brief.Evaluate evaluate, Alias self) {
        List<Answer> others = evaluate.answers().stream()
                .filter(answer -> !answer.author().equals(self))
                .toList();
        boolean own = others.size() < evaluate.answers().size();
        return paragraphs(
                "These are the answers of the others to the question.",
                quoted(others),
                own ? "Yours, as " + self + ", is the one you handed in last." : "",
                choice(evaluate.choice()));
    }

    private static String update(Brief.Update update) {
        String intro = update.news().isEmpty()
                ? "There is nothing new from the others."
                : "New answers have come. Each replaces any earlier answer of the same agent, and votes cast before do not"
                        + " count any more.";
        String confirm = update.news().isEmpty() ? "" : "If an earlier vote of yours stands, cast it again.";
        return paragraphs(intro, quoted(update.news()), confirm, choice(update.choice()));
    }

    private static String choice(Choice choice) {
        return switch (choice) {
            case VOTE_OR_ANSWER ->
                "Now either vote for the best answer with vote, or hand in a better one with new_answer.";
            case VOTE -> "Now vote for the best answer with vote. You have given all the answers you may give.";
            case VOTE_NOW ->
                "Time is nearly up, and no more answers are taken. Vote for the best answer with vote, at once.";
        };
    }

    private static String presentation(Brief.Presentation presentation, String question, Alias self) {
        if (presentation.answers().isEmpty()) {
            return paragraphs(
                    question(question),
                    "Answer it now. What you write is given to the user as it stands; do not vote.");
        }
        List<Answer> news = presentation.answers().stream()
                .filter(answer -> !answer.author().equals(self))
                .toList();
        return paragraphs(
                "Your answer was chosen, and what you write now is given to the user as it stands.",
                news.isEmpty() ? "" : "You have not seen these answers yet:",
                quoted(news),
                reasons(presentation.votes(), self),
                "Write the final answer to the question: complete, in the form the user asked for, improved by what is"
                        + " right in the other answers. Do not mention agents, answers or votes.");
    }

    private static String reasons(List<Vote> votes, Alias self) {
        List<String> parts = new ArrayList<>();
        for (Vote vote : votes) {
            boolean says = vote.target().equals(self) && !vote.voter().equals(self);
            if (says && !vote.reason().isBlank()) {
                parts.add(Quoted.reason(vote.voter().toString(), vote.reason()));
            }
        }
        return parts.isEmpty() ? "" : "Why others voted for it:\n" + String.join("\n", parts);
    }

    static String question(String question) {
        return "The user's question:\n\n" + question;
    }

    static String quoted(List<Answer> answers) {
        return answers.stream()
                .map(answer -> Quoted.answer(answer.author().toString(), answer.content()))
                .reduce((a, b) -> a + "\n" + b)
                .orElse("");
    }

    static String paragraphs(String... parts) {
        List<String> kept = new ArrayList<>(List.of(parts));
        kept.removeIf(String::isEmpty);
        return String.join("\n\n", kept);
    }
}
