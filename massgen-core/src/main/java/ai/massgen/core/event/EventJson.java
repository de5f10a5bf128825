package ai.massgen.core.event;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Events as lines of JSON: the form of the journal and of {@code --json}. A line is an object whose first fields are
 * {@code v} (the format version), {@code seq}, {@code at}, {@code run} and {@code type}; the others are the components of
 * the event in snake_case, durations in milliseconds. Thread-safe.
 */
public final class EventJson {
    /** The version of the format. Raised when a reader of the old format would misread the new one. */
    public static final int VERSION = 1;

    private static final Map<String, Class<?>> TYPES =
            kinds(SessionEvent.class).collect(Collectors.toUnmodifiableMap(EventJson::typeName, Function.identity()));

    private EventJson() {}

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isSealed()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(EventJson::kinds)
                : Stream.of(type);
    }

    /**
     * Writes an event as one line without the line end.
     *
     * @param record the event
     * @return a JSON object
     */
    public static String write(EventRecord record) {
        ObjectNode line = EventMapper.mapper().createObjectNode();
        line.put("v", VERSION);
        line.put("seq", record.seq());
        line.put("at", record.at().toString());
        line.put("run", record.run());
        line.put("type", typeName(record.event().getClass()));
        line.setAll((ObjectNode) EventMapper.mapper().valueToTree(record.event()));
        return line.toString();
    }

    /**
     * Reads a line.
     *
     * @param line a line that {@link #write} has written, perhaps by another version
     * @return the event, empty if this version does not know its type
     * @throws IllegalArgumentException if the line is no event
     */
    public static Optional<EventRecord> read(String line) {
        try {
            JsonNode node = EventMapper.mapper().readTree(line);
            if (!node.path("v").isInt() || node.path("v").intValue() > VERSION) {
                throw new IllegalArgumentException(
                        "not an event of format " + VERSION + " or older: v is " + node.path("v"));
            }
            Class<?> type = TYPES.get(node.path("type").asText());
            if (type == null) {
                return Optional.empty();
            }
            SessionEvent event = (SessionEvent) EventMapper.mapper().treeToValue(node, type);
            return Optional.of(new EventRecord(
                    node.path("seq").longValue(),
                    Instant.parse(node.path("at").asText()),
                    node.path("run").asText(),
                    event));
        } catch (JsonProcessingException | RuntimeException e) {
            throw new IllegalArgumentException("not an event: " + e.getMessage(), e);
        }
    }

    private static String typeName(Class<?> type) {
        return type.getSimpleName().replaceAll("(?<!^)(?=[A-Z])", ".").toLowerCase(Locale.ROOT);
    }
}
