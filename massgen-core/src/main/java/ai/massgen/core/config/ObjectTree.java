package ai.massgen.core.config;

import ai.massgen.api.Json;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.config.Secret;
import ai.massgen.core.config.Node.Entry;
import ai.massgen.core.config.Node.Kind;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Turns the maps, lists, records and values of a program into nodes. A settings record is a mapping whose texts are meant
 * literally, so that what it holds is checked like everything else.
 */
final class ObjectTree {
    private static final int DEEPEST = 40;
    private static final int MOST_VALUES = 20_000;

    private final Place place;
    private final Problems problems;
    private int values;
    private int openRecords;

    ObjectTree(Place place, Problems problems) {
        this.place = place;
        this.problems = problems;
    }

    Node node(@Nullable Object value, ConfigPath path) {
        if (path.steps().size() > DEEPEST) {
            return wrong(path, "is nested too deeply", "make it flatter; does it contain itself?");
        }
        if (++values > MOST_VALUES) {
            return values == MOST_VALUES + 1
                    ? wrong(path, "has more values than a configuration may have", "does it contain itself?")
                    : scalar(Kind.NOTHING, "");
        }
        return switch (value) {
            case null -> scalar(Kind.NOTHING, "");
            case Optional<?> optional -> node(optional.orElse(null), path);
            case String text -> scalar(Kind.TEXT, openRecords > 0 ? Environment.escaped(text) : text);
            case Boolean flag -> scalar(Kind.FLAG, flag.toString());
            case Enum<?> constant -> scalar(Kind.TEXT, Label.of(constant));
            case Map<?, ?> map -> entries(map, path);
            // a path is iterable too, so it comes before lists
            case Path ready -> new Node.Ready(place, ready);
            case Iterable<?> list -> items(list, path);
            default -> leaf(value, path);
        };
    }

    private Node leaf(Object value, ConfigPath path) {
        return switch (value) {
            case Integer number -> scalar(Kind.NUMBER, number.toString());
            case Long number -> scalar(Kind.NUMBER, number.toString());
            case Double number -> scalar(Kind.NUMBER, number.toString());
            case BigInteger number -> scalar(Kind.NUMBER, number.toString());
            case BigDecimal number -> scalar(Kind.NUMBER, number.toString());
            case Duration ready -> new Node.Ready(place, ready);
            case ByteSize ready -> new Node.Ready(place, ready);
            case Json ready -> new Node.Ready(place, ready);
            case Secret ready -> new Node.Ready(place, ready);
            case URI uri -> scalar(Kind.TEXT, uri.toString());
            case Record settings -> record(settings, path);
            default ->
                wrong(
                        path,
                        "is a " + value.getClass().getName() + ", which a configuration cannot hold",
                        "give a map, a list, a text, a number or a truth value");
        };
    }

    private Node items(Iterable<?> list, ConfigPath path) {
        List<Node> nodes = new ArrayList<>();
        for (Object each : list) {
            nodes.add(node(each, path.index(nodes.size())));
        }
        return new Node.Items(place, nodes);
    }

    private Node entries(Map<?, ?> map, ConfigPath path) {
        Map<String, Entry> entries = new LinkedHashMap<>();
        map.forEach((key, value) -> {
            String name = String.valueOf(key);
            if (!(value instanceof Optional<?> optional && optional.isEmpty())) {
                entries.put(name, new Entry(place, node(value, path.key(name))));
            }
        });
        return new Node.Entries(place, entries);
    }

    private Node record(Record settings, ConfigPath path) {
        openRecords++;
        try {
            return entries(Components.of(settings), path);
        } catch (ReflectiveOperationException e) {
            return wrong(path, "is a record that cannot be read: " + Quote.plain(e.toString()), "give a map");
        } finally {
            openRecords--;
        }
    }

    private Node wrong(ConfigPath path, String message, String suggestion) {
        problems.add(place, path, message, suggestion);
        return scalar(Kind.NOTHING, "");
    }

    private Node scalar(Kind kind, String text) {
        return new Node.Scalar(place, kind, text);
    }
}
