package ai.massgen.core.config;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A settings record seen as a mapping with known keys. Immutable.
 *
 * @param java the record class
 * @param components its keys, in declared order
 * @param sections whether names of sandboxes are keys too; they go to the component marked {@link PluginSections}
 */
record RecordShape(Class<? extends Record> java, List<Component> components, boolean sections) {
    /** The key that names a backend. */
    static final String TYPE = "type";

    /**
     * Reads the annotations of a record.
     *
     * @throws BrokenRecord if the record cannot hold settings
     */
    static RecordShape of(Class<? extends Record> java) {
        return new ShapeReader().record(java);
    }

    /**
     * Reads the annotations of a backend's record, which stands beside the key that names the backend.
     *
     * @throws BrokenRecord if the record cannot hold settings
     */
    static RecordShape ofBackend(Class<? extends Record> java) {
        RecordShape shape = of(java);
        if (shape.component(TYPE).isPresent()) {
            throw new BrokenRecord(java, TYPE, "has the key that names the backend");
        }
        return shape;
    }

    List<String> keys() {
        return components.stream().map(Component::key).toList();
    }

    Optional<Component> component(String key) {
        return components.stream().filter(each -> each.key().equals(key)).findFirst();
    }

    /** Whether one of its keys has to be written. */
    boolean required() {
        return components.stream().anyMatch(Component::required);
    }

    /** Calls the canonical constructor with the values of the components by key, then the plugin sections. */
    Record create(Map<String, Object> values, Map<String, PluginSettings> plugins) throws ReflectiveOperationException {
        RecordComponent[] all = java.getRecordComponents();
        List<Object> arguments = new ArrayList<>();
        for (RecordComponent each : all) {
            Object value =
                    each.isAnnotationPresent(PluginSections.class) ? plugins : values.get(Label.key(each.getName()));
            arguments.add(value == null ? Optional.empty() : value);
        }
        Class<?>[] types = Arrays.stream(all).map(RecordComponent::getType).toArray(Class<?>[]::new);
        var constructor = java.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(arguments.toArray());
    }

    /** A settings record that this package's rules do not allow: the plugin's author has to change it. */
    static final class BrokenRecord extends RuntimeException {
        private static final long serialVersionUID = 1L;

        BrokenRecord(Class<?> record, String component, String why) {
            super("component " + component + " of " + record.getName() + " " + why);
        }
    }
}
