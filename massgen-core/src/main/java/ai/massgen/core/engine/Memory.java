package ai.massgen.core.engine;

import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.message.ToolResult;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What one agent's model and tools said before the run was resumed, turn by turn and call by call. Each call is recalled
 * once. In the rehearsal of past turns nothing but memory may answer; afterwards whatever memory does not hold is asked
 * anew. Used by one thread at a time.
 */
final class Memory {
    private final Runnable numbered;
    private final Iterator<Turn> turns;
    private Iterator<Call> calls = List.<Call>of().iterator();
    private @Nullable Turn nextTurn;
    private @Nullable Call nextCall;
    private Map<String, ToolResult> results = Map.of();
    private boolean rehearsing;

    /**
     * A turn that was begun.
     *
     * @param number its number
     * @param task what the agent was asked to do
     * @param calls the model calls that were begun in it
     */
    record Turn(int number, String task, List<Call> calls) {
        Turn {
            calls = List.copyOf(calls);
        }
    }

    /**
     * A model call that was begun.
     *
     * @param hurried whether the agent was told just before that the run is coming to its end
     * @param thrifty whether the agent was told just before that its budget is nearly spent
     * @param budget how long its conversation might be, if something was left out just before
     * @param overflowed whether the provider found the conversation too long, so that another call followed
     * @param reply what the model said, if it had said all
     * @param results what the tools said that the reply asked for, by call id, as far as they had answered
     */
    record Call(
            boolean hurried,
            boolean thrifty,
            Optional<Long> budget,
            boolean overflowed,
            Optional<ModelReply> reply,
            Map<String, ToolResult> results) {
        Call {
            results = Map.copyOf(results);
        }
    }

    /** Ends a turn in the rehearsal: what came next was cut off. */
    static final class Cut extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Cut() {
            super("nothing more is remembered", null, false, false);
        }
    }

    private Memory(List<Turn> turns, Runnable numbered, boolean rehearsing) {
        this.turns = turns.iterator();
        this.numbered = numbered;
        this.rehearsing = rehearsing;
        this.nextTurn = next(this.turns);
    }

    /**
     * A memory that begins with a rehearsal.
     *
     * @param turns the agent's turns, in their order
     * @param numbered told for each call that is not asked anew, so that the next one gets the right number
     */
    static Memory of(List<Turn> turns, Runnable numbered) {
        return new Memory(turns, numbered, true);
    }

    static Memory empty() {
        return new Memory(List.of(), () -> {}, false);
    }

    /** From now on what is not remembered is asked. */
    void wake() {
        rehearsing = false;
    }

    /** Whether the next turn that is remembered is this one. */
    boolean knows(int number, String task) {
        Turn turn = nextTurn;
        return turn != null && turn.number() == number && turn.task().equals(task);
    }

    /** Begins a turn, to recall what was said in it. */
    void begin(int number, String task) {
        boolean known = knows(number, task);
        calls = known && nextTurn != null
                ? nextTurn.calls().iterator()
                : List.<Call>of().iterator();
        nextTurn = known ? next(turns) : nextTurn;
        nextCall = next(calls);
    }

    /** Whether the agent was told before its next call that the run is coming to its end. */
    boolean hurried() {
        return nextCall != null && nextCall.hurried();
    }

    /** Whether the agent was told before its next call that its budget is nearly spent. */
    boolean thrifty() {
        return nextCall != null && nextCall.thrifty();
    }

    /** Whether nothing but memory may answer. */
    boolean rehearsing() {
        return rehearsing;
    }

    /** How long the conversation might be before the next call, if something was left out of it then. */
    Optional<Long> budget() {
        return nextCall == null ? Optional.empty() : nextCall.budget();
    }

    /** Passes over the next call if the provider found the conversation too long for it; whether it did. */
    boolean overflowed() {
        boolean passed = nextCall != null && nextCall.overflowed();
        if (passed) {
            nextCall = next(calls);
            numbered.run();
        }
        return passed;
    }

    /**
     * The reply to the agent's next call, if it is remembered.
     *
     * @throws Cut if it is not, in a rehearsal
     */
    Optional<ModelReply> reply() {
        Call call = nextCall;
        nextCall = next(calls);
        Optional<ModelReply> reply = call == null ? Optional.empty() : call.reply();
        results = call == null ? Map.of() : call.results();
        // a call that was begun and cut off has used its number up; one that is asked anew has its old number
        if (call != null && (reply.isPresent() || rehearsing)) {
            numbered.run();
        }
        if (reply.isEmpty() && rehearsing) {
            throw new Cut();
        }
        return reply;
    }

    /**
     * What the tools said to the last reply, as far as it is remembered, by call id.
     *
     * @throws Cut in a rehearsal, if one of them is not remembered
     */
    Map<String, ToolResult> results(List<String> callIds) {
        Map<String, ToolResult> known = new HashMap<>(results);
        known.keySet().retainAll(callIds);
        if (rehearsing && known.size() < callIds.size()) {
            throw new Cut();
        }
        return known;
    }

    private static <T> @Nullable T next(Iterator<T> iterator) {
        return iterator.hasNext() ? iterator.next() : null;
    }
}
