package ai.massgen.backend.openai;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Settings for tests: what is not said is as if the user had left it out. Immutable.
 *
 * @param said the values by the names of their components
 */
public record Settings(Map<String, Object> said) {
    /** Copies the map. */
    public Settings {
        said = Map.copyOf(said);
    }

    /** Only a model. */
    public static Settings of(String model) {
        return new Settings(Map.of("api", "auto", "whenUnsupported", "error", "model", model));
    }

    /** All of existing settings. */
    static Settings of(OpenAiConfig config) {
        Map<String, Object> values = new HashMap<>();
        for (RecordComponent component : OpenAiConfig.class.getRecordComponents()) {
            try {
                values.put(component.getName(), component.getAccessor().invoke(config));
            } catch (ReflectiveOperationException e) {
                throw new LinkageError(component.toString(), e);
            }
        }
        return new Settings(values);
    }

    /** With another value, which need not be wrapped into an Optional. */
    public Settings with(String component, Object value) {
        Map<String, Object> changed = new HashMap<>(said);
        changed.put(component, value);
        return new Settings(changed);
    }

    public OpenAiConfig config() {
        RecordComponent[] components = OpenAiConfig.class.getRecordComponents();
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values = Arrays.stream(components).map(this::value).toArray();
        try {
            return OpenAiConfig.class.getConstructor(types).newInstance(values);
        } catch (InvocationTargetException e) {
            if (e.getCause() instanceof RuntimeException refused) {
                throw refused;
            }
            throw new LinkageError("settings", e);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("settings", e);
        }
    }

    private @Nullable Object value(RecordComponent component) {
        @Nullable Object value = said.get(component.getName());
        if (component.getType().equals(Optional.class)) {
            return value instanceof Optional ? value : Optional.ofNullable(value);
        }
        return value == null ? List.of() : value;
    }
}
