package ai.massgen.core.plan;

import java.lang.reflect.Constructor;
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

    /** The same settings with another model; as they are if that cannot be. */
    static <C extends Record> C replaced(Class<C> type, C settings, String model) {
        RecordComponent[] components = type.getRecordComponents();
        Object[] values = Arrays.stream(components)
                .map(each -> each.getName().equals("model") ? as(each, model) : value(settings, each))
                .toArray();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            Constructor<C> constructor = type.getDeclaredConstructor(types);
            constructor.setAccessible(true);
            return constructor.newInstance(values);
        } catch (ReflectiveOperationException | RuntimeException e) {
            // a plugin that takes no such copy of its settings is asked with those that it has
            return settings;
        }
    }

    private static Object as(RecordComponent component, String model) {
        return component.getType() == Optional.class ? Optional.of(model) : model;
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
