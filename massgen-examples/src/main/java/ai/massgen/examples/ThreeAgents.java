package ai.massgen.examples;

import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;

/** Three simulated agents answer, vote and present, and a listener watches them. Needs no keys and no engine. */
public final class ThreeAgents {
    private static final String CONFIG = """
            version: 1
            agents:
              - id: ada
                backend: { type: scripted, mode: auto, seed: 1 }
              - id: ben
                backend: { type: scripted, mode: auto, seed: 2 }
              - id: cleo
                backend: { type: scripted, mode: auto, seed: 3 }
            """;

    private ThreeAgents() {}

    /**
     * Asks a question.
     *
     * @param args the question, or nothing for a question of ours
     * @throws InterruptedException if interrupted
     */
    public static void main(String[] args) throws InterruptedException {
        String question = args.length > 0 ? String.join(" ", args) : "Which sorting algorithm is stable?";
        try (MassGen massgen = MassGen.builder()
                        .config(CONFIG, "ThreeAgents")
                        .listener(ThreeAgents::show)
                        .build();
                Session session = massgen.session()) {
            switch (session.ask(question)) {
                case RunResult.Decided decided ->
                    System.out.println(decided.winner() + " won with " + decided.tally() + ": " + decided.answer());
                case RunResult.NoAnswer none -> System.out.println("no answer: " + none.reasons());
                case RunResult.Cancelled cancelled -> System.out.println("cancelled");
                case RunResult.Failed failed -> System.out.println(failed.code() + ": " + failed.message());
            }
        }
    }

    private static void show(EventRecord record) {
        switch (record.event()) {
            case SessionEvent.AnswerAccepted answer -> System.out.println(answer.label() + " is on the board");
            case SessionEvent.VoteCast vote -> System.out.println(vote.agent() + " votes for " + vote.target());
            default -> {
                // there is more to see; this example shows answers and votes
            }
        }
    }
}
