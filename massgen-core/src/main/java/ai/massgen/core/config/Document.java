package ai.massgen.core.config;

import ai.massgen.core.config.Node.Entry;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** A whole configuration as the user wrote it. Immutable. */
record Document(Node root) {
    /** Where a value stands; if it does not, where the nearest value around it stands. */
    Place place(ConfigPath path) {
        return spot(path).node() instanceof Node.Scalar scalar
                ? scalar.place()
                : spot(path).owner();
    }

    /** The value at a path; if there is none, the nearest value around it. */
    Spot spot(ConfigPath path) {
        Spot spot = Spot.root(root);
        for (String step : path.steps()) {
            Spot below = below(spot, step);
            if (below == null) {
                return spot;
            }
            spot = below;
        }
        return spot;
    }

    private static @Nullable Spot below(Spot spot, String step) {
        return switch (spot.node()) {
            case Node.Entries entries -> {
                Entry entry = entries.entries().get(step);
                yield entry == null ? null : spot.under(step, entry);
            }
            case Node.Items items -> {
                List<String> steps = IntStream.range(0, items.nodes().size())
                        .mapToObj(ConfigPath::step)
                        .toList();
                int index = steps.indexOf(step);
                yield index < 0 ? null : spot.at(index, items.nodes().get(index));
            }
            case Node.Scalar scalar -> null;
            case Node.Ready ready -> null;
        };
    }
}
