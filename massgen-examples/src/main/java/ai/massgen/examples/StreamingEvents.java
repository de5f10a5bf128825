package ai.massgen.examples;

import ai.massgen.core.MassGen;
import ai.massgen.core.Session;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import java.io.PrintStream;
import java.util.Optional;

/**
 * Shows what agents say and think while they do, and in the end what the run took. All of it comes from the one stream of
 * events. Needs no keys and no engine.
 */
public final class StreamingEvents {
    private static final String CONFIG = """
            version: 1
            agents:
              - id: ada
                backend:
                  type: scripted
                  mode: script
                  delay: 5ms
                  steps:
                    - { think: Merge sort compares with less or equal., say: I am sure of this one., answer: Merge sort. }
                    - { vote: agent1, reason: It names one that is always stable. }
                    - { say: "Merge sort: elements that are equal keep their order." }
              - id: ben
                backend: { type: scripted, mode: auto, delay: 5ms }
            """;

    private final PrintStream out;
    private Optional<String> speaker = Optional.empty();

    private StreamingEvents(PrintStream out) {
        this.out = out;
    }

    /**
     * Asks a question.
     *
     * @param args the question, or nothing for a question of ours
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        String question = args.length > 0 ? String.join(" ", args) : "Which sorting algorithm is stable?";
        StreamingEvents screen = new StreamingEvents(System.out);
        try (MassGen massgen =
                        MassGen.builder().config(CONFIG, "StreamingEvents").build();
                Session session = massgen.session()) {
            // When this returns, the last event has arrived.
            session.ask(question, screen::show);
        }
    }

    /** Called with one event at a time, in order, so the fields need no lock. */
    private void show(EventRecord record) {
        switch (record.event()) {
            case SessionEvent.TextDelta piece -> speak(piece.agent() + " says: ", piece.text());
            case SessionEvent.ReasoningDelta piece -> speak(piece.agent() + " thinks: ", piece.text());
            case SessionEvent.ToolCallStarted call -> line(call.agent() + " uses " + call.tool());
            case SessionEvent.ToolCallFinished call ->
                line(call.tool() + " took " + call.elapsed().toMillis() + " ms");
            case SessionEvent.AnswerAccepted answer -> line(answer.label() + " is on the board");
            case SessionEvent.VoteCast vote -> line(vote.agent() + " votes for " + vote.target());
            case SessionEvent.DecisionMade decision ->
                line(decision.winner() + " has won, because " + decision.reason());
            case SessionEvent.RunFinished end ->
                line(end.outcome() + " after " + end.calls() + " model calls: "
                        + end.answer().or(end::reason).orElse(""));
            default -> {
                // New kinds of events may come with any release.
            }
        }
    }

    private void speak(String who, String piece) {
        if (!speaker.equals(Optional.of(who))) {
            line("");
            out.print(who);
            speaker = Optional.of(who);
        }
        out.print(harmless(piece));
    }

    private void line(String text) {
        if (speaker.isPresent()) {
            out.println();
            speaker = Optional.empty();
        }
        if (!text.isEmpty()) {
            out.println(harmless(text));
        }
    }

    /** Models and tools are strangers: what they write must not steer the terminal. */
    private static String harmless(String text) {
        return text.replaceAll("[\\p{Cntrl}&&[^\n\t]]", "?");
    }
}
