package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.MassGen;
import ai.massgen.core.RunResult;
import ai.massgen.core.Session;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A question, how it ended, and what was seen on the way.
 *
 * @param result how it ended
 * @param records the events, in order
 */
record Seen(RunResult result, List<EventRecord> records) {
    static Seen ask(MassGen.Builder builder, String question) throws InterruptedException {
        List<EventRecord> records = new CopyOnWriteArrayList<>();
        try (MassGen massgen = builder.listener(records::add).build();
                Session session = massgen.session()) {
            RunResult result = session.ask(question);
            return new Seen(result, List.copyOf(records));
        }
    }

    /** What was decided. */
    String answer() {
        assertThat(result).isInstanceOf(RunResult.Decided.class);
        return ((RunResult.Decided) result).answer();
    }

    /** The events of a kind. */
    <E extends SessionEvent> List<E> all(Class<E> type) {
        return records.stream()
                .map(EventRecord::event)
                .filter(type::isInstance)
                .map(type::cast)
                .toList();
    }

    /** The first event of a kind, with its time. */
    EventRecord first(Class<? extends SessionEvent> type) {
        return records.stream()
                .filter(record -> type.isInstance(record.event()))
                .findFirst()
                .orElseThrow();
    }
}
