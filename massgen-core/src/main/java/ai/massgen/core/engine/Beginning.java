package ai.massgen.core.engine;

import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.journal.RecordedRun;
import ai.massgen.core.journal.Replay;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.Input;
import ai.massgen.core.protocol.Protocol;
import ai.massgen.core.protocol.Rules;
import ai.massgen.core.protocol.State;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Where a run begins: at its beginning, or where it was interrupted. Immutable.
 *
 * @param state the state
 * @param inputs the inputs that led to it
 * @param pasts the turns of each agent
 * @param memories what each agent's model and tools said
 * @param missing what the last input had made true and nobody was told
 * @param spent how much time the run has taken
 */
record Beginning(
        State state,
        List<Input> inputs,
        Map<Alias, List<Past>> pasts,
        Map<Alias, List<Memory.Turn>> memories,
        List<SessionEvent> missing,
        Duration spent) {
    Beginning {
        inputs = List.copyOf(inputs);
        pasts = Map.copyOf(pasts);
        memories = Map.copyOf(memories);
        missing = List.copyOf(missing);
    }

    static Beginning fresh(int agents, Rules rules) {
        return new Beginning(Protocol.initial(agents, rules), List.of(), Map.of(), Map.of(), List.of(), Duration.ZERO);
    }

    static Beginning of(RecordedRun run) {
        Replay replay = Replay.of(run);
        Memories memories =
                Memories.of(run.events().stream().map(EventRecord::event).toList());
        Map<Alias, List<Memory.Turn>> remembered = new TreeMap<>();
        replay.initial().roster().forEach(agent -> remembered.put(agent, memories.of(agent)));
        return new Beginning(
                replay.state(),
                replay.moments().stream().map(Replay.Moment::input).toList(),
                Past.of(replay),
                remembered,
                replay.missing(),
                run.spent());
    }

    List<Past> past(Alias agent) {
        return pasts.getOrDefault(agent, List.of());
    }

    Memory memory(Alias agent, Runnable numbered) {
        List<Memory.Turn> turns = memories.getOrDefault(agent, List.of());
        return inputs.isEmpty() ? Memory.empty() : Memory.of(turns, numbered);
    }
}
