package ai.massgen.core.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventStreamTest {
    private static EventStream stream(String text, int limit) {
        return new EventStream(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)), limit);
    }

    private static List<String> events(EventStream stream) throws IOException {
        List<String> events = new ArrayList<>();
        while (true) {
            switch (stream.next()) {
                case EventStream.Event event -> events.add(new String(event.data(), StandardCharsets.UTF_8));
                case EventStream.TooLong event ->
                    events.add("too long: " + new String(event.head(), StandardCharsets.UTF_8));
                case EventStream.End end -> {
                    return events;
                }
            }
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n", "\r"})
    void linesEndInAnyOfTheThreeWays(String end) throws IOException {
        String text =
                ": hello\nevent: message\nid: 7\nretry: 20\ndata: {\"a\":\ndata:  \"grüße\"}\n\ndata\n\nid: 8\n\nfoo: bar\ndata:x\n\ndata: cut";
        EventStream stream = stream(text.replace("\n", end), 100);

        assertThat(events(stream)).containsExactly("{\"a\":\n \"grüße\"}", "x");
        assertThat(stream.lastId()).contains("8");
        assertThat(stream.retry()).contains(Duration.ofMillis(20));
    }

    @Test
    void anEventThatIsTooLongIsDroppedAndTheNextIsRead() throws IOException {
        String long1 = "data: " + "a".repeat(300) + "\n\n";
        String long2 = ("data: " + "b".repeat(60) + "\n").repeat(3) + "\n";

        assertThat(events(stream(long1 + long2 + "data: ok\n\n", 100)))
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("too long:").contains("aaa"),
                        second -> assertThat(second).startsWith("too long: bbb"),
                        third -> assertThat(third).isEqualTo("ok"));
    }

    @Test
    void anEventWithoutEndIsNotWaitedFor() {
        assertThatThrownBy(() -> events(stream("data: " + "a".repeat(100_000), 100)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("without end");
    }

    @ParameterizedTest
    @ValueSource(strings = {"id: a\u0000b", "id: zürich", "id:", "retry: soon\nid: \u0007"})
    void anIdThatCannotStandInAHeaderIsNone(String lines) throws IOException {
        EventStream stream = stream(lines + "\ndata: x\n\n", 100);

        assertThat(events(stream)).containsExactly("x");
        assertThat(stream.lastId()).isEmpty();
        assertThat(stream.retry()).isEmpty();
    }
}
