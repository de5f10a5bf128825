package ai.massgen.architecture;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedTypeVariable;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Prints types with what is said about null in them, in the same way on every JDK, and remembers which it has printed. */
final class TypeText {
    private final Set<Class<?>> printed = new LinkedHashSet<>();

    Set<Class<?>> printed() {
        return printed;
    }

    String of(AnnotatedType type) {
        return switch (type) {
            case AnnotatedArrayType array ->
                of(array.getAnnotatedGenericComponentType()) + (nullable(type).isEmpty() ? "[]" : " @Nullable []");
            case AnnotatedParameterizedType generic ->
                nullable(type) + name(rawType(generic.getType())) + "<"
                        + list(generic.getAnnotatedActualTypeArguments()) + ">";
            case AnnotatedTypeVariable variable -> nullable(type) + ((TypeVariable<?>) variable.getType()).getName();
            case AnnotatedWildcardType wildcard -> wildcard(wildcard);
            default -> nullable(type) + name(rawType(type.getType()));
        };
    }

    String list(AnnotatedType[] types) {
        return Stream.of(types).map(this::of).collect(Collectors.joining(", "));
    }

    /** Type parameters with their bounds in angle brackets, or nothing. */
    String parameters(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Stream.of(variables)
                        .map(variable -> variable.getName() + bounds(" extends ", variable.getAnnotatedBounds()))
                        .collect(Collectors.joining(", ", "<", ">"));
    }

    /** A class by the name that a program writes, without {@code java.lang}. */
    String name(Class<?> type) {
        if (!type.isPrimitive()) {
            printed.add(type);
        }
        String name = String.valueOf(type.getCanonicalName());
        return type.getPackageName().equals("java.lang") ? name.replace("java.lang.", "") : name;
    }

    private String wildcard(AnnotatedWildcardType type) {
        return type.getAnnotatedLowerBounds().length > 0
                ? "?" + bounds(" super ", type.getAnnotatedLowerBounds())
                : "?" + bounds(" extends ", type.getAnnotatedUpperBounds());
    }

    private String bounds(String word, AnnotatedType[] bounds) {
        boolean any = bounds.length == 1
                && bounds[0].getType() == Object.class
                && nullable(bounds[0]).isEmpty();
        return any ? "" : word + Stream.of(bounds).map(this::of).collect(Collectors.joining(" & "));
    }

    private static String nullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
    }

    private static Class<?> rawType(Type type) {
        return type instanceof ParameterizedType generic ? (Class<?>) generic.getRawType() : (Class<?>) type;
    }
}
