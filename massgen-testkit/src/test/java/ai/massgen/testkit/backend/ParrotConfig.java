package ai.massgen.testkit.backend;

import ai.massgen.api.config.Doc;
import java.util.Objects;

/**
 * The settings of {@link ParrotBackend}.
 *
 * @param scene what it plays
 */
public record ParrotConfig(@Doc("What it plays.") Scene scene) {
    /** Checks for null. */
    public ParrotConfig {
        Objects.requireNonNull(scene, "scene");
    }
}
