package ai.massgen.backend.claude;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Finds the fields that the vendor's types do not know. They keep such fields aside and pass them on, so that a mistyped name
 * would not show.
 */
final class UnknownFields {
    private static final Pattern NO_FIELD = Pattern.compile(
            "_.*|as[A-Z].*|is[A-Z].*|to[A-Z].*|validate|hashCode|toString|known|value|component\\d+|copy.*");

    /** What models and schemas fill as they like. */
    private static final Set<String> FREE = Set.of("Input", "Properties", "Schema");

    private UnknownFields() {}

    static Set<String> of(Object value) {
        Set<String> unknown = new TreeSet<>();
        collect(value, unknown);
        return unknown;
    }

    private static void collect(Object value, Set<String> unknown) {
        switch (value) {
            case Optional<?> optional -> optional.ifPresent(inner -> collect(inner, unknown));
            case Collection<?> all -> all.forEach(inner -> collect(inner, unknown));
            default -> {
                if (value.getClass().getName().startsWith("com.anthropic.models.")) {
                    Arrays.stream(value.getClass().getMethods()).forEach(method -> collect(value, method, unknown));
                }
            }
        }
    }

    private static void collect(Object owner, Method method, Set<String> unknown) {
        if (method.getParameterCount() > 0 || Modifier.isStatic(method.getModifiers())) {
            return;
        }
        String type = owner.getClass().getSimpleName();
        if (method.getName().equals("_additionalProperties") && !FREE.contains(type)) {
            ((Map<?, ?>) call(owner, method)).keySet().forEach(key -> unknown.add(type + "." + key));
        } else if (method.getDeclaringClass().equals(owner.getClass())
                && !NO_FIELD.matcher(method.getName()).matches()) {
            collect(call(owner, method), unknown);
        }
    }

    private static Object call(Object owner, Method method) {
        try {
            return method.invoke(owner);
        } catch (InvocationTargetException e) {
            throw new AssertionError(method.toString(), e);
        } catch (IllegalAccessException e) {
            throw new LinkageError(method.toString(), e);
        }
    }
}
