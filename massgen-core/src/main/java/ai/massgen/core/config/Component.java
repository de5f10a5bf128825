package ai.massgen.core.config;

import java.lang.reflect.RecordComponent;
import java.util.Optional;

/**
 * One component of a settings record.
 *
 * @param key its key in YAML
 * @param shape what it holds
 * @param optional whether it is an Optional
 * @param fallback the default in YAML notation
 * @param doc what it is for
 * @param java the component
 */
record Component(
        String key,
        Shape shape,
        boolean optional,
        Optional<String> fallback,
        Optional<String> doc,
        RecordComponent java) {
    /** Whether the user has to write it. */
    boolean required() {
        if (optional || fallback.isPresent()) {
            return false;
        }
        return switch (shape) {
            case Shape.Value value -> true;
            case Shape.Free free -> true;
            case Shape.Plugin plugin -> true;
            case Shape.Section section -> section.record().required();
            case Shape.Items items -> items.size().least() > 0;
            case Shape.Entries entries -> entries.size().least() > 0;
        };
    }
}
