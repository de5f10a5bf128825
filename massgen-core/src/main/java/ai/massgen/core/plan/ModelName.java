package ai.massgen.core.plan;

import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;

/** Finds the model that a backend's settings name, for display. */
final class ModelName {
    private ModelName() {}

    /** The value of the component {@code model}, if the record has one that is a text. */
    static Optional<String> of(Record settings) {
        return Arrays.stream(settings.getClass().getRecordComponents())
                .filter(each -> each.getName().equals("model"))
                .findFirst()
                .map(each -> value(settings, each))
                .map(value -> value instanceof Optional<?> optional ? optional.orElse(null) : value)
                .map(value -> value instanceof String text ? text : null);
    }

    private static Object value(Record settings, RecordComponent component) {
        try {
            component.getAccessor().setAccessible(true);
            return component.getAccessor().invoke(settings);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // a plugin that hides its own settings is not worth failing for: the name is only shown
            return Optional.empty();
        }
    }
}
