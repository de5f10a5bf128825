package ai.massgen.core.config;

import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Takes settings records apart: the opposite of {@link RecordShape#create}. */
final class Components {
    private Components() {}

    /**
     * The values of a record by the keys that they have in YAML.
     *
     * @throws ReflectiveOperationException if an accessor fails
     */
    static Map<String, @Nullable Object> of(Record settings) throws ReflectiveOperationException {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (RecordComponent each : settings.getClass().getRecordComponents()) {
            each.getAccessor().trySetAccessible();
            values.put(Label.key(each.getName()), each.getAccessor().invoke(settings));
        }
        return values;
    }
}
