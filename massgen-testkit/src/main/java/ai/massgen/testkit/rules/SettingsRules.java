package ai.massgen.testkit.rules;

import ai.massgen.api.Json;
import ai.massgen.api.backend.Backend;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Secret;
import ai.massgen.api.sandbox.ToolSandbox;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What a record of settings must be, so that the engine can bind it and describe it to users. */
public final class SettingsRules {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{0,63}");
    private static final Pattern SECRET = Pattern.compile(".*(?i:key|token|password|secret|credentials?)");
    private static final Set<Class<?>> PLAIN = Set.of(
            String.class,
            boolean.class,
            Boolean.class,
            int.class,
            Integer.class,
            long.class,
            Long.class,
            double.class,
            Double.class,
            URI.class,
            Path.class,
            Duration.class,
            ByteSize.class,
            Secret.class,
            Json.class);

    private SettingsRules() {}

    /**
     * Checks a record and those inside it: they are public, each component has a {@link Doc}, is of a type that the engine
     * binds, and holds no secret as text.
     *
     * @param type what a service declares as its settings
     * @return each violation in a sentence, empty if there is none
     */
    public static List<String> violations(Class<?> type) {
        if (!type.isRecord()) {
            return List.of(type.getName() + " is no record: settings are the components of one");
        }
        Set<Class<?>> records = new LinkedHashSet<>();
        collect(type, records);
        return records.stream().flatMap(each -> problems(each).stream()).toList();
    }

    /** Users can write the name in YAML. */
    static List<String> names(PluginCode code) {
        return services(code)
                .filter(service -> !NAME.matcher(name(service)).matches())
                .map(service ->
                        service.getClass().getName() + " is named '" + name(service) + "': a name has the form " + NAME)
                .toList();
    }

    static List<String> settings(PluginCode code) {
        return services(code)
                .flatMap(service -> violations(configType(service)).stream())
                .distinct()
                .toList();
    }

    private static void collect(Type type, Set<Class<?>> records) {
        if (type instanceof ParameterizedType generic) {
            for (Type argument : generic.getActualTypeArguments()) {
                collect(argument, records);
            }
        }
        if (type instanceof Class<?> plain && plain.isRecord() && !PLAIN.contains(plain) && records.add(plain)) {
            for (RecordComponent component : plain.getRecordComponents()) {
                collect(component.getGenericType(), records);
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
            String place = type.getName() + "." + component.getName();
            Doc doc = component.getAnnotation(Doc.class);
            if (doc == null || doc.value().isBlank()) {
                problems.add(place + " is not documented: add @Doc with a sentence,"
                        + " which users read in the schema and in messages");
            }
            Type kind = component.getGenericType();
            if (!isBindable(kind)) {
                problems.add(place + " is of a type that the engine cannot bind: " + kind.getTypeName());
            } else if (isText(kind) && SECRET.matcher(component.getName()).matches()) {
                problems.add(place + " holds a secret and must be of the type Secret");
            }
        }
        return problems;
    }

    private static boolean isBindable(Type type) {
        if (type instanceof Class<?> plain) {
            return PLAIN.contains(plain) || plain.isRecord() || plain.isEnum();
        }
        if (!(type instanceof ParameterizedType generic)) {
            return false;
        }
        Type[] arguments = generic.getActualTypeArguments();
        boolean container = generic.getRawType().equals(Optional.class)
                || generic.getRawType().equals(List.class)
                || (generic.getRawType().equals(Map.class) && arguments[0].equals(String.class));
        return container && isBindable(arguments[arguments.length - 1]);
    }

    private static boolean isText(Type type) {
        return type instanceof ParameterizedType generic
                ? isText(generic.getActualTypeArguments()[generic.getActualTypeArguments().length - 1])
                : type.equals(String.class);
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
