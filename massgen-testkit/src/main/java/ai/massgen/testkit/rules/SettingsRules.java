package ai.massgen.testkit.rules;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.config.Doc;
import ai.massgen.api.sandbox.ToolSandbox;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What the engine asks a service for before it opens it: its name and the record of its settings. */
final class SettingsRules {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");

    private SettingsRules() {}

    /** Users can write the name in YAML. */
    static List<String> names(PluginCode code) {
        return services(code)
                .filter(service -> !NAME.matcher(name(service)).matches())
                .map(service ->
                        service.getClass().getName() + " is named '" + name(service) + "': a name has the form " + NAME)
                .toList();
    }

    /** The settings are public records whose components are documented, nested ones too. */
    static List<String> settings(PluginCode code) {
        Set<Class<?>> records = new LinkedHashSet<>();
        services(code).map(SettingsRules::configType).forEach(type -> collect(code, type, records));
        return records.stream().flatMap(type -> problems(type).stream()).toList();
    }

    private static void collect(PluginCode code, Type type, Set<Class<?>> records) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                collect(code, argument, records);
            }
        }
        if (type instanceof Class<?> plain && plain.isRecord() && code.owns(plain.getName()) && records.add(plain)) {
            for (RecordComponent component : plain.getRecordComponents()) {
                collect(code, component.getGenericType(), records);
            }
        }
    }

    private static List<String> problems(Class<?> type) {
        List<String> problems = new ArrayList<>();
        for (Class<?> each = type; each != null; each = each.getDeclaringClass()) {
            if (!Modifier.isPublic(each.getModifiers())) {
                problems.add(each.getName() + " is not public: the engine cannot make the settings");
            }
        }
        for (RecordComponent component : type.getRecordComponents()) {
            Doc doc = component.getAnnotation(Doc.class);
            if (doc == null || doc.value().isBlank()) {
                problems.add(
                        type.getName() + "." + component.getName() + " is not documented: add @Doc with a sentence,"
                                + " which users read in the schema and in messages");
            }
        }
        return problems;
    }

    private static Stream<Object> services(PluginCode code) {
        return code.offered().flatMap(type -> ServiceRules.made(type).stream());
    }

    private static String name(Object service) {
        return service instanceof Backend<?> backend ? backend.name() : ((ToolSandbox<?>) service).name();
    }

    private static Class<?> configType(Object service) {
        return service instanceof Backend<?> backend ? backend.configType() : ((ToolSandbox<?>) service).configType();
    }
}
