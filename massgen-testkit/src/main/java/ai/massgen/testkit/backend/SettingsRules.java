package ai.massgen.testkit.backend;

import ai.massgen.api.Json;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Secret;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** What a record of settings must be, so that the engine can bind it and describe it to users. */
final class SettingsRules {
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
    private static final Pattern SECRET = Pattern.compile(".*(?i:key|token|password|secret|credentials?)");

    private final List<String> violations = new ArrayList<>();

    private SettingsRules() {}

    static List<String> violations(Class<?> type) {
        SettingsRules rules = new SettingsRules();
        rules.check(type);
        return rules.violations;
    }

    private void check(Class<?> type) {
        if (!type.isRecord() || !Modifier.isPublic(type.getModifiers())) {
            violations.add(type.getName() + " is no public record");
            return;
        }
        for (RecordComponent component : type.getRecordComponents()) {
            String place = type.getSimpleName() + "." + component.getName();
            Doc doc = component.getAnnotation(Doc.class);
            if (doc == null || doc.value().isBlank()) {
                violations.add(place + " has no @Doc: users will not know what it is for");
            }
            check(place, component.getGenericType());
        }
    }

    private void check(String place, Type type) {
        if (type instanceof Class<?> plain) {
            check(place, plain);
        } else if (type instanceof ParameterizedType generic) {
            Type[] arguments = generic.getActualTypeArguments();
            boolean container = generic.getRawType().equals(Optional.class)
                    || generic.getRawType().equals(List.class)
                    || (generic.getRawType().equals(Map.class) && arguments[0].equals(String.class));
            if (container) {
                check(place, arguments[arguments.length - 1]);
            } else {
                violations.add(place + " is of a type that the engine cannot bind: " + type);
            }
        } else {
            violations.add(place + " is of a type that the engine cannot bind: " + type);
        }
    }

    private void check(String place, Class<?> type) {
        if (type.equals(String.class) && SECRET.matcher(place).matches()) {
            violations.add(place + " holds a secret and must be of the type Secret");
        }
        if (type.isRecord() && !PLAIN.contains(type)) {
            check(type);
        } else if (!PLAIN.contains(type) && !type.isEnum()) {
            violations.add(place + " is of a type that the engine cannot bind: " + type.getName());
        }
    }
}
