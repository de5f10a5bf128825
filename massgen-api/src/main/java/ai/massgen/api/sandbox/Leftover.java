package ai.massgen.api.sandbox;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A container that carries our owner label. Immutable.
 *
 * @param id the engine's id
 * @param name the container's name
 * @param state the engine's word for its state, such as {@code running}
 * @param labels all its labels
 * @param created when it was created, if the engine says so
 */
public record Leftover(String id, String name, String state, Map<String, String> labels, Optional<Instant> created) {
    /** Copies the map. */
    public Leftover {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(state, "state");
        labels = Map.copyOf(labels);
        Objects.requireNonNull(created, "created");
    }

    /**
     * A container of which the engine does not say when it was created.
     *
     * @param id the engine's id
     * @param name the container's name
     * @param state the engine's word for its state
     * @param labels all its labels
     */
    public Leftover(String id, String name, String state, Map<String, String> labels) {
        this(id, name, state, labels, Optional.empty());
    }
}
