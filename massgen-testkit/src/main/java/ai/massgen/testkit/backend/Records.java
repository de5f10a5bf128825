package ai.massgen.testkit.backend;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Optional;

/** Reads and copies records of settings by the names of their components. */
final class Records {
    private Records() {}

    /** A copy in which one component has another value. */
    static <C extends Record> C with(C config, String component, Object value) {
        RecordComponent[] components = config.getClass().getRecordComponents();
        if (Arrays.stream(components).noneMatch(each -> each.getName().equals(component))) {
            throw new AssertionError(config.getClass().getSimpleName() + " has no component '" + component + "'");
        }
        Object[] values = Arrays.stream(components)
                .map(each -> each.getName().equals(component) ? fitting(each, value) : value(config, each))
                .toArray();
        return create(config, components, values);
    }

    static Object value(Record config, RecordComponent component) {
        try {
            return component.getAccessor().invoke(config);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the accessor of " + component, e);
        }
    }

    private static Object fitting(RecordComponent component, Object value) {
        return component.getType().equals(Optional.class) && !(value instanceof Optional) ? Optional.of(value) : value;
    }

    private static <C extends Record> C create(C config, RecordComponent[] components, Object[] values) {
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        try {
            @SuppressWarnings("unchecked") // a record's class creates records of that class
            C copy = (C) config.getClass().getConstructor(types).newInstance(values);
            return copy;
        } catch (InvocationTargetException e) {
            throw new AssertionError("the settings refuse the change: " + e.getCause(), e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("the constructor of " + config.getClass(), e);
        }
    }
}
