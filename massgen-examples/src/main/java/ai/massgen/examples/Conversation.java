package ai.massgen.examples;

import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.EventStream;
import ai.massgen.core.event.SessionEvent;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;

/**
 * Asks two questions in one conversation without waiting on the caller's thread, and counts what happens with a reactive
 * subscriber. Needs no keys and no engine.
 */
public final class Conversation {
    private static final String CONFIG = """
            version: 1
            agents:
              - id: ada
                backend: { type: scripted, mode: auto, seed: 1 }
              - id: ben
                backend: { type: scripted, mode: auto, seed: 1 }
            """;

    private Conversation() {}

    /**
     * Holds the conversation.
     *
     * @param args the questions, or nothing for two questions of ours
     * @throws InterruptedException if interrupted
     * @throws ExecutionException if a question could not be asked
     */
    public static void main(String[] args) throws InterruptedException, ExecutionException {
        List<String> questions = args.length > 0 ? List.of(args) : List.of("Is water wet?", "And ice?");
        try (EventStream events = new EventStream();
                MassGen massgen = MassGen.builder()
                        .config(CONFIG, "Conversation")
                        .listener(events)
                        .build();
                Session session = massgen.session()) {
            events.subscribe(new Votes());
            for (String question : questions) {
                session.askAsync(question)
                        .thenApply(Conversation::answer)
                        .thenAccept(answer -> System.out.println(question + " " + answer))
                        .toCompletableFuture()
                        .get();
            }
        }
    }

    private static String answer(RunResult result) {
        return switch (result) {
            case RunResult.Decided decided -> decided.winner() + ": " + decided.answer();
            case RunResult.NoAnswer none -> "nobody knows";
            case RunResult.Cancelled cancelled -> cancelled.answer().orElse("cancelled");
            case RunResult.Failed failed -> throw new CompletionException(new IllegalStateException(failed.message()));
        };
    }

    /** Prints votes as they come. */
    private static final class Votes implements Flow.Subscriber<EventRecord> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(EventRecord record) {
            if (record.event() instanceof SessionEvent.VoteCast vote) {
                System.out.println(vote.agent() + " votes for " + vote.target());
            }
        }

        @Override
        public void onError(Throwable failure) {
            System.err.println(failure);
        }

        @Override
        public void onComplete() {}
    }
}
