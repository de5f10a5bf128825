package ai.massgen.core.engine;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.core.event.EventJson;
import ai.massgen.core.event.EventListener;
import ai.massgen.core.event.EventRecord;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.journal.Journal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EventBusTest {
    @TempDir
    Path folder;

    private final List<EventRecord> seen = Collections.synchronizedList(new ArrayList<>());

    private EventBus bus(EventListener... listeners) {
        return new EventBus(
                "run-1",
                InstantSource.fixed(Instant.EPOCH),
                Journal.create(folder.resolve("journal.jsonl")),
                List.of(listeners));
    }

    private List<String> journalled() throws IOException {
        return Files.readAllLines(folder.resolve("journal.jsonl"));
    }

    @Test
    void anEventIsInTheJournalWhenPublishReturns() throws IOException {
        try (EventBus bus = bus()) {
            bus.publish(new SessionEvent.Note("first"));

            assertThat(journalled()).hasSize(1);
            assertThat(EventJson.read(journalled().getFirst()).orElseThrow().event())
                    .isEqualTo(new SessionEvent.Note("first"));
        }
    }

    @Test
    void piecesOfTextReachListenersButNotTheJournal() throws IOException {
        try (EventBus bus = bus(seen::add)) {
            bus.publish(new SessionEvent.TextDelta("agent1", 1, "a"));
            bus.publish(new SessionEvent.Note("n"));
        }

        assertThat(seen)
                .extracting(EventRecord::event)
                .containsExactly(new SessionEvent.TextDelta("agent1", 1, "a"), new SessionEvent.Note("n"));
        assertThat(journalled()).hasSize(1);
    }

    @Test
    void aSlowListenerGetsPiecesOfOneAgentJoinedAndNothingElseMerged() {
        CountDownLatch started = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        EventListener slow = record -> {
            started.countDown();
            await(release);
            seen.add(record);
        };
        try (EventBus bus = bus(slow)) {
            bus.publish(new SessionEvent.Note("hold"));
            await(started);
            for (String piece : List.of("a", "b", "c")) {
                bus.publish(new SessionEvent.TextDelta("agent1", 1, piece));
                bus.publish(new SessionEvent.TextDelta("agent2", 1, piece.toUpperCase(java.util.Locale.ROOT)));
            }
            bus.publish(new SessionEvent.Note("between"));
            bus.publish(new SessionEvent.TextDelta("agent1", 1, "d"));
            release.countDown();
        }

        assertThat(seen)
                .extracting(EventRecord::event)
                .containsExactly(
                        new SessionEvent.Note("hold"),
                        new SessionEvent.TextDelta("agent1", 1, "abc"),
                        new SessionEvent.TextDelta("agent2", 1, "ABC"),
                        new SessionEvent.Note("between"),
                        new SessionEvent.TextDelta("agent1", 1, "d"));
    }

    @Test
    void aListenerThatThrowsIsDetachedAndTheOthersGoOn() {
        EventListener broken = record -> {
            throw new IllegalStateException("broken");
        };
        try (EventBus bus = bus(broken, seen::add)) {
            bus.publish(new SessionEvent.Note("one"));
            bus.publish(new SessionEvent.Note("two"));
        }

        assertThat(seen)
                .extracting(EventRecord::event)
                .contains(new SessionEvent.Note("one"), new SessionEvent.Note("two"));
    }

    @Test
    void anInterruptedAgentDoesNotCloseTheJournal() throws IOException {
        try (EventBus bus = bus()) {
            Thread.currentThread().interrupt();
            bus.publish(new SessionEvent.Note("one"));
            assertThat(Thread.interrupted()).isTrue();
            bus.publish(new SessionEvent.Note("two"));
        }

        assertThat(journalled()).hasSize(2);
    }

    @Test
    void journalledEventsAreNumberedWithoutGaps() throws IOException {
        try (EventBus bus = bus()) {
            IntStream.range(0, 200).parallel().forEach(i -> {
                bus.publish(new SessionEvent.TextDelta("agent1", 1, "x"));
                bus.publish(new SessionEvent.Note("n" + i));
            });
        }

        assertThat(journalled().stream()
                        .map(line -> EventJson.read(line).orElseThrow().seq()))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 200).mapToObj(Long::valueOf).toList());
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
