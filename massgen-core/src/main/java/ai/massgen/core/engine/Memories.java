package ai.massgen.core.engine;

import ai.massgen.api.backend.ModelReply;
import ai.massgen.api.message.ToolResult;
import ai.massgen.core.event.CourseEvent;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.protocol.Alias;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects from the events of a recorded run what each agent's model and tools said. Not thread-safe. */
final class Memories {
    private final Map<String, Recorder> recorders = new HashMap<>();

    /** What is collected of one agent. */
    private static final class Recorder {
        private final List<Turn> turns = new ArrayList<>();
        private boolean hurried;
        private boolean thrifty;
        private Optional<Long> budget = Optional.empty();

        private void told(String reason) {
            hurried |= reason.equals(CourseEvent.TurnHurried.TIME);
            thrifty |= reason.equals(CourseEvent.TurnHurried.BUDGET);
        }

        /** Another call follows in the same turn on one that failed: it had overflowed. */
        private void call(int number) {
            boolean again = !turns.isEmpty()
                    && !turns.getLast().calls.isEmpty()
                    && turns.getLast().calls.getLast().number == number;
            if (!again && !turns.isEmpty()) {
                last().filter(call -> call.reply.isEmpty()).ifPresent(call -> call.overflowed = true);
                turns.getLast().calls.add(new Call(number, hurried, thrifty, budget));
                hurried = false;
                thrifty = false;
                budget = Optional.empty();
            }
        }

        private Optional<Call> last() {
            return turns.isEmpty() || turns.getLast().calls.isEmpty()
                    ? Optional.empty()
                    : Optional.of(turns.getLast().calls.getLast());
        }
    }

    private record Turn(int number, String task, List<Call> calls) {
        Memory.Turn remembered() {
            return new Memory.Turn(
                    number, task, calls.stream().map(Call::remembered).toList());
        }
    }

    private static final class Call {
        private final int number;
        private final boolean hurried;
        private final boolean thrifty;
        private final Optional<Long> budget;
        private final Map<String, ToolResult> results = new HashMap<>();
        private boolean overflowed;
        private Optional<ModelReply> reply = Optional.empty();

        Call(int number, boolean hurried, boolean thrifty, Optional<Long> budget) {
            this.number = number;
            this.hurried = hurried;
            this.thrifty = thrifty;
            this.budget = budget;
        }

        Memory.Call remembered() {
            return new Memory.Call(hurried, thrifty, budget, overflowed, reply, results);
        }
    }

    private Memories() {}

    static Memories of(List<SessionEvent> events) {
        Memories memories = new Memories();
        events.forEach(memories::note);
        return memories;
    }

    /** The turns that an agent had begun. */
    List<Memory.Turn> of(Alias agent) {
        return recorder(agent.toString()).turns.stream().map(Turn::remembered).toList();
    }

    private Recorder recorder(String agent) {
        return recorders.computeIfAbsent(agent, key -> new Recorder());
    }

    private void note(SessionEvent event) {
        if (event instanceof SessionEvent.TurnStarted started) {
            recorder(started.agent()).turns.add(new Turn(started.turn(), started.task(), new ArrayList<>()));
        } else if (event instanceof CourseEvent.TurnHurried told) {
            recorder(told.agent()).told(told.reason());
        } else if (event instanceof CourseEvent.ContextTrimmed trimmed) {
            recorder(trimmed.agent()).budget = Optional.of(trimmed.budget());
        } else if (event instanceof SessionEvent.ModelCallStarted started) {
            recorder(started.agent()).call(started.call());
        } else if (event instanceof SessionEvent.ModelCallFailed failed) {
            // it may have failed before the model was asked, and has a number all the same
            recorder(failed.agent()).call(failed.call());
        } else if (event instanceof SessionEvent.ModelCallFinished finished) {
            recorder(finished.agent()).last().ifPresent(call -> call.reply = Optional.of(finished.reply()));
        } else if (event instanceof SessionEvent.ToolCallFinished finished) {
            recorder(finished.agent()).last().ifPresent(call -> call.results.put(finished.callId(), result(finished)));
        }
    }

    private static ToolResult result(SessionEvent.ToolCallFinished finished) {
        return new ToolResult(finished.callId(), finished.text(), finished.structured(), finished.error());
    }
}
