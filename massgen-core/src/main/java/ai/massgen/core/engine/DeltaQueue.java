package ai.massgen.core.engine;

import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Events on their way to the listeners. Pieces of text of one agent that wait together are joined, as long as no other
 * event came in between: a slow listener sees fewer, longer pieces. Not thread-safe.
 */
final class DeltaQueue {
    private final List<Slot> slots = new ArrayList<>();
    private final Map<Object, Slot> open = new HashMap<>();

    private record Key(String agent, int call, boolean reasoning) {}

    private static final class Slot {
        private final EventRecord first;
        private final StringBuilder text = new StringBuilder();

        Slot(EventRecord first) {
            this.first = first;
        }

        EventRecord join() {
            SessionEvent joined = switch (first.event()) {
                case SessionEvent.TextDelta delta ->
                    new SessionEvent.TextDelta(delta.agent(), delta.call(), text.toString());
                case SessionEvent.ReasoningDelta delta ->
                    new SessionEvent.ReasoningDelta(delta.agent(), delta.call(), text.toString());
                default -> first.event();
            };
            return new EventRecord(first.seq(), first.at(), first.run(), joined);
        }
    }

    void add(EventRecord record) {
        if (record.event() instanceof SessionEvent.TextDelta delta) {
            append(record, new Key(delta.agent(), delta.call(), false), delta.text());
        } else if (record.event() instanceof SessionEvent.ReasoningDelta delta) {
            append(record, new Key(delta.agent(), delta.call(), true), delta.text());
        } else {
            open.clear();
            slots.add(new Slot(record));
        }
    }

    private void append(EventRecord record, Key key, String text) {
        Slot slot = open.get(key);
        if (slot == null) {
            slot = new Slot(record);
            slots.add(slot);
            open.put(key, slot);
            open.remove(new Key(key.agent(), key.call(), !key.reasoning()));
        }
        slot.text.append(text);
    }

    int size() {
        return slots.size();
    }

    List<EventRecord> drain() {
        List<EventRecord> drained = slots.stream().map(Slot::join).toList();
        slots.clear();
        open.clear();
        return drained;
    }
}
