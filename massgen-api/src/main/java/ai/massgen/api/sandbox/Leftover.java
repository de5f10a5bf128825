package ai.massgen.api.sandbox;

import java.util.Map;
import java.util.Objects;

/**
 * A container that carries our owner label. Immutable.
 *
 * @param id the engine's id
 * @param name the container's name
 * @param state the engine's word for its state, such as {@code running}
 * @param labels all its labels
 */
public record Leftover(String id, String name, String state, Map<String, String> labels) {
    /** Copies the map. */
    public Leftover {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        labels = Map.copyOf(labels);
    }
}
