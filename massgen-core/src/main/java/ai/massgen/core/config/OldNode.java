package ai.massgen.core.config;

import ai.massgen.core.config.Node.Entry;
import ai.massgen.core.config.Node.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A mapping of the old form, whose keys are taken one by one; what is left in the end nobody has thought of. */
final class OldNode {
    private final Spot spot;
    private final Set<String> left = new LinkedHashSet<>();

    OldNode(Spot spot) {
        this.spot = spot;
        if (spot.node() instanceof Node.Entries entries) {
            left.addAll(entries.entries().keySet());
        }
    }

    Spot spot() {
        return spot;
    }

    /** Takes a key, if it is there and something stands there. */
    void take(String key, Consumer<Spot> what) {
        if (spot.node() instanceof Node.Entries entries && left.remove(key)) {
            Entry entry = entries.entries().get(key);
            if (entry != null && !entry.value().nothing()) {
                what.accept(spot.under(key, entry));
            }
        }
    }

    Optional<Spot> peek(String key) {
        if (spot.node() instanceof Node.Entries entries) {
            Entry entry = entries.entries().get(key);
            return entry == null || entry.value().nothing() ? Optional.empty() : Optional.of(spot.under(key, entry));
        }
        return Optional.empty();
    }

    /** The keys that nobody has taken. */
    List<Spot> rest() {
        List<Spot> rest = new ArrayList<>();
        if (spot.node() instanceof Node.Entries entries) {
            for (String key : left) {
                Entry entry = entries.entries().get(key);
                if (entry != null) {
                    rest.add(spot.under(key, entry));
                }
            }
        }
        return rest;
    }

    /** The elements of a list; what is no list is a list of itself. */
    static List<Spot> items(Spot spot) {
        if (!(spot.node() instanceof Node.Items items)) {
            return List.of(spot);
        }
        List<Spot> spots = new ArrayList<>();
        for (int i = 0; i < items.nodes().size(); i++) {
            spots.add(spot.at(i, items.nodes().get(i)));
        }
        return List.copyOf(spots);
    }

    static String text(Spot spot) {
        return spot.node() instanceof Node.Scalar scalar ? scalar.text() : "";
    }

    /** A value as YAML writes it again. */
    static @Nullable Object value(Node node) {
        return switch (node) {
            case Node.Scalar scalar -> scalar(scalar);
            case Node.Items items -> items.nodes().stream().map(OldNode::value).toList();
            case Node.Entries entries -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                entries.entries().forEach((key, entry) -> map.put(key, value(entry.value())));
                yield map;
            }
            case Node.Ready ready -> ready.value();
        };
    }

    private static @Nullable Object scalar(Node.Scalar scalar) {
        return switch (scalar.kind()) {
            case TEXT -> scalar.text();
            case NUMBER -> number(scalar.text());
            case FLAG -> Boolean.valueOf(scalar.text());
            case NOTHING -> null;
        };
    }

    private static Object number(String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            return number.stripTrailingZeros().scale() <= 0 ? number.toBigInteger() : (Object) number.doubleValue();
        } catch (NumberFormatException e) {
            return text;
        }
    }

    static boolean isTrue(Spot spot) {
        return spot.node() instanceof Node.Scalar scalar
                && scalar.kind() == Kind.FLAG
                && scalar.text().equals("true");
    }
}
