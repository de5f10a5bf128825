package ai.massgen.core.journal;

import ai.massgen.core.event.CourseEvent;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.protocol.Input;
import ai.massgen.core.protocol.Protocol;
import ai.massgen.core.protocol.State;
import ai.massgen.core.protocol.Step;
import java.util.ArrayList;
import java.util.List;

/**
 * Rebuilds every state of a recorded run from its inputs, and compares them with what was recorded. Does no I/O. Immutable.
 *
 * @param initial the state before the first input
 * @param moments what each input led to, in order
 * @param missing what the last input had made true, as far as it is not in the journal
 */
public record Replay(State initial, List<Moment> moments, List<SessionEvent> missing) {
    /**
     * One step.
     *
     * @param record the recorded input
     * @param input the input
     * @param step what it led to
     * @param differences what was recorded otherwise, in sentences; empty if the replay is exact
     */
    public record Moment(EventRecord record, Input input, Step step, List<String> differences) {
        /** Copies the list. */
        public Moment {
            differences = List.copyOf(differences);
        }
    }

    /** Copies the lists. */
    public Replay {
        moments = List.copyOf(moments);
        missing = List.copyOf(missing);
    }

    /**
     * Replays a run.
     *
     * @param run the run
     * @return its states
     * @throws JournalException if the journal does not say by what rules, or one of its inputs is none
     */
    public static Replay of(RecordedRun run) {
        CourseEvent.ProtocolStarted started = run.of(CourseEvent.ProtocolStarted.class).stream()
                .findFirst()
                .orElseThrow(() -> new JournalException(
                        JournalException.UNREADABLE,
                        "the journal does not say what the run was coordinated by: nothing had begun",
                        null));
        try {
            State initial = Protocol.initial(started.agents(), StateJson.rules(started.rules()));
            return new Folding(initial).fold(run.events());
        } catch (IllegalArgumentException e) {
            throw new JournalException(JournalException.UNREADABLE, "the journal makes no sense: " + e.getMessage(), e);
        }
    }

    /**
     * The state after the last input.
     *
     * @return the state
     */
    public State state() {
        return moments.isEmpty() ? initial : moments.getLast().step().state();
    }

    /** Folds events, one after the other. */
    private static final class Folding {
        private final State initial;
        private final List<Moment> moments = new ArrayList<>();
        private final List<SessionEvent> expected = new ArrayList<>();
        private State state;

        Folding(State initial) {
            this.initial = initial;
            this.state = initial;
        }

        Replay fold(List<EventRecord> events) {
            for (EventRecord record : events) {
                if (record.event() instanceof SessionEvent.ProtocolInput recorded) {
                    step(record, recorded);
                } else if (!expected.isEmpty() && record.event().equals(expected.getFirst())) {
                    expected.removeFirst();
                }
            }
            return new Replay(initial, moments, expected);
        }

        private void step(EventRecord record, SessionEvent.ProtocolInput recorded) {
            List<String> differences = new ArrayList<>();
            expected.forEach(event -> differences.add("not in the journal before this: " + event));
            expected.clear();
            Input input = InputJson.read(recorded.input());
            Step step = Protocol.step(state, input);
            String digest = StateJson.digest(step.state());
            if (!digest.equals(recorded.state())) {
                differences.add("the state was " + recorded.state() + ", now it is " + digest);
            }
            state = step.state();
            step.facts().forEach(fact -> expected.add(FactEvents.of(fact)));
            moments.add(new Moment(record, input, step, differences));
        }
    }
}
