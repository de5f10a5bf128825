package ai.massgen.core.event;

import ai.massgen.api.Json;
import java.util.List;
import java.util.Optional;

/**
 * Something about the course of a run: what it goes by, how it goes on after an interruption, how it comes to its end and
 * what another agent thinks of that, and what was kept or left out on the way. Immutable.
 */
public sealed interface CourseEvent extends SessionEvent {
    /**
     * What the run is coordinated by. With the inputs that follow, this is all that replaying it needs.
     *
     * @param agents how many agents there are
     * @param rules the rules
     */
    record ProtocolStarted(int agents, Json rules) implements CourseEvent {}

    /**
     * A run that had been interrupted goes on.
     *
     * @param events how many events had been journalled
     */
    record RunResumed(long events) implements CourseEvent {}

    /**
     * What an agent's workspace looked like when it handed in an answer has been kept, for its peers to read.
     *
     * @param agent the agent
     * @param label the label of the answer
     * @param added files that are new since its last answer, by path below the workspace
     * @param changed files that are not what they were
     * @param removed files that are gone
     * @param bytes the size of all files
     * @param note what was left out, if anything was
     */
    record WorkspaceKept(
            String agent,
            String label,
            List<String> added,
            List<String> changed,
            List<String> removed,
            long bytes,
            Optional<String> note)
            implements CourseEvent {
        /** Copies the lists. */
        public WorkspaceKept {
            added = List.copyOf(added);
            changed = List.copyOf(changed);
            removed = List.copyOf(removed);
        }
    }

    /**
     * Old messages were left out of an agent's conversation before its next model call, because it is longer than its
     * context.
     *
     * @param agent the agent
     * @param messages how many messages were left out
     * @param tokens how many tokens they would have taken, estimated
     * @param budget how many tokens the conversation may take, estimated
     */
    record ContextTrimmed(String agent, int messages, long tokens, long budget) implements CourseEvent {}

    /**
     * The run is coming to its end: agents are told, and nobody waits for slow ones any more.
     *
     * @param reason why
     */
    record WrapUpStarted(String reason) implements CourseEvent {}

    /**
     * An agent at work has been told to come to an end.
     *
     * @param agent the agent
     * @param turn the turn
     * @param reason {@code time}, the run is coming to its end, or {@code budget}, what may be spent is nearly spent
     */
    record TurnHurried(String agent, int turn, String reason) implements CourseEvent {
        /** The reason that the run is coming to its end. */
        public static final String TIME = "time";

        /** The reason that what may be spent is nearly spent. */
        public static final String BUDGET = "budget";
    }

    /**
     * Another agent begins to judge what was presented.
     *
     * @param agent the judge
     */
    record JudgementStarted(String agent) implements CourseEvent {}

    /**
     * There is no judgement; what was presented stands.
     *
     * @param agent who was to judge
     * @param reason why
     */
    record JudgementMissed(String agent, String reason) implements CourseEvent {}

    /**
     * What was presented was judged not good enough, and the agents go on. All votes are void.
     *
     * @param agent the judge
     * @param presenter who had presented
     * @param reason what is wrong with it
     * @param instructions what to do better
     */
    record Restarted(String agent, String presenter, String reason, String instructions) implements CourseEvent {}
}
