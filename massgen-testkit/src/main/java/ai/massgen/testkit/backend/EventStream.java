package ai.massgen.testkit.backend;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/**
 * A sample of an event stream, to be spoiled in every way. Immutable.
 *
 * @param events the events, each without its blank line
 */
record EventStream(List<String> events) {
    EventStream {
        events = List.copyOf(events);
    }

    static EventStream parse(String sample) {
        return new EventStream(Arrays.stream(sample.replace("\r\n", "\n").split("\n\n+"))
                .map(event -> event.strip())
                .filter(event -> !event.isEmpty())
                .toList());
    }

    /** The stream as a well-behaved server sends it. */
    String text() {
        return events.stream().map(event -> event + "\n\n").collect(Collectors.joining());
    }

    byte[] bytes() {
        return text().getBytes(StandardCharsets.UTF_8);
    }

    EventStream first(int count) {
        return new EventStream(events.subList(0, count));
    }

    /** The events before the first one that contains a word. */
    EventStream before(String word) {
        int index = 0;
        while (index < events.size() && !events.get(index).contains(word)) {
            index++;
        }
        if (index == 0 || index == events.size()) {
            throw new AssertionError("the sample must have '" + word + "' in an event, and not in the first one");
        }
        return first(index);
    }

    EventStream eachLine(UnaryOperator<String> change) {
        return new EventStream(events.stream()
                .map(event -> event.lines().map(change).collect(Collectors.joining("\n")))
                .toList());
    }

    EventStream withoutLines(String prefix) {
        return new EventStream(events.stream()
                .map(event ->
                        event.lines().filter(line -> !line.startsWith(prefix)).collect(Collectors.joining("\n")))
                .toList());
    }

    EventStream replace(String word, String other) {
        return eachLine(line -> line.replace(word, other));
    }

    /** Spreads JSON data over several lines, wherever white space is allowed after a comma. */
    EventStream spread() {
        return eachLine(line -> line.startsWith("data: {") ? spread(line) : line);
    }

    private static String spread(String line) {
        StringBuilder lines = new StringBuilder();
        boolean inText = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            lines.append(c);
            if (inText && c == '\\') {
                lines.append(line.charAt(++i));
            } else if (c == '"') {
                inText = !inText;
            } else if (c == ',' && !inText) {
                lines.append("\ndata: ");
            }
        }
        return lines.toString();
    }
}
