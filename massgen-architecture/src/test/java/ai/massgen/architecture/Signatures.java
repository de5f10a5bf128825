package ai.massgen.architecture;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What is to be said about the members of a public type. Left out is what follows from the rest: accessors and canonical
 * constructors of records, {@code values} of enums, {@code equals}, {@code hashCode} and {@code toString}.
 */
final class Signatures {
    private static final Set<String> OF_EVERY_ENUM = Set.of("values", "valueOf");
    private static final String INDENT = "    ";

    private Signatures() {}

    /** The constants of an enum in their order, then fields, constructors and methods, each by name. */
    static Stream<Signature> members(Class<?> type) {
        return Stream.of(
                        Stream.of(type.getDeclaredFields())
                                .filter(Field::isEnumConstant)
                                .map(Signatures::constant),
                        Stream.of(type.getDeclaredFields())
                                .filter(field -> !field.isEnumConstant() && !field.isSynthetic())
                                .filter(field -> isSeen(field.getModifiers()))
                                .sorted(Comparator.comparing(Field::getName))
                                .map(Signatures::field),
                        Stream.of(type.getDeclaredConstructors())
                                .filter(constructor -> isSeen(constructor.getModifiers()) && !isCanonical(constructor))
                                .sorted(byName())
                                .map(Signatures::constructor),
                        Stream.of(type.getDeclaredMethods())
                                .filter(method -> isSeen(method.getModifiers()) && !method.isSynthetic())
                                .filter(method -> !follows(method))
                                .sorted(byName())
                                .map(Signatures::method))
                .flatMap(Function.identity());
    }

    static boolean isSeen(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static Comparator<Executable> byName() {
        return Comparator.comparing(Executable::getName)
                .thenComparing(each -> Arrays.toString(each.getParameterTypes()));
    }

    private static boolean isCanonical(Constructor<?> constructor) {
        Class<?> type = constructor.getDeclaringClass();
        return type.isRecord()
                && Arrays.equals(
                        constructor.getParameterTypes(),
                        Stream.of(type.getRecordComponents())
                                .map(RecordComponent::getType)
                                .toArray(Class<?>[]::new));
    }

    private static boolean follows(Method method) {
        Class<?> type = method.getDeclaringClass();
        if (type.isEnum() && OF_EVERY_ENUM.contains(method.getName())) {
            return true;
        }
        return isOfObject(method) || isAccessor(method);
    }

    private static boolean isAccessor(Method method) {
        Class<?> type = method.getDeclaringClass();
        return type.isRecord()
                && Stream.of(type.getRecordComponents())
                        .anyMatch(component -> component.getAccessor().equals(method));
    }

    private static boolean isOfObject(Method method) {
        return Stream.of(Object.class.getMethods())
                .filter(own -> !Modifier.isFinal(own.getModifiers()))
                .anyMatch(own -> own.getName().equals(method.getName())
                        && Arrays.equals(own.getParameterTypes(), method.getParameterTypes()));
    }

    private static Signature constant(Field field) {
        return new Signature(INDENT + Headings.annotations(field) + "constant " + field.getName(), Set.of());
    }

    private static Signature field(Field field) {
        TypeText types = new TypeText();
        String text = INDENT + Headings.annotations(field) + modifiers(field.getModifiers())
                + types.of(field.getAnnotatedType()) + " " + field.getName() + value(field);
        return new Signature(text, types.printed());
    }

    /** The compiler copies values of constants into whoever names them, so they belong to the surface. */
    private static String value(Field field) {
        boolean copied = field.getType().isPrimitive() || field.getType() == String.class;
        if (!copied || !Modifier.isStatic(field.getModifiers()) || !Modifier.isFinal(field.getModifiers())) {
            return "";
        }
        try {
            return " = " + literal(field.get(null));
        } catch (IllegalAccessException e) {
            return "";
        }
    }

    private static Signature constructor(Constructor<?> constructor) {
        TypeText types = new TypeText();
        String text = INDENT + Headings.annotations(constructor) + modifiers(constructor.getModifiers())
                + types.parameters(constructor.getTypeParameters()) + "new" + rest(constructor, types);
        return new Signature(text, types.printed());
    }

    private static Signature method(Method method) {
        TypeText types = new TypeText();
        String parameters = types.parameters(method.getTypeParameters());
        String text = INDENT + Headings.annotations(method) + modifiers(method)
                + (parameters.isEmpty() ? "" : parameters + " ")
                + types.of(method.getAnnotatedReturnType()) + " " + method.getName()
                + rest(method, types)
                + (method.getDefaultValue() == null ? "" : " default " + literal(method.getDefaultValue()));
        return new Signature(text, types.printed());
    }

    private static String rest(Executable executable, TypeText types) {
        AnnotatedType[] thrown = executable.getAnnotatedExceptionTypes();
        String parameters = types.list(executable.getAnnotatedParameterTypes());
        String shown = executable.isVarArgs() ? parameters.replaceFirst("\\[\\]$", "...") : parameters;
        return "(" + shown + ")" + (thrown.length == 0 ? "" : " throws " + types.list(thrown));
    }

    private static String modifiers(Method method) {
        if (!method.getDeclaringClass().isInterface()) {
            boolean finalType = Modifier.isFinal(method.getDeclaringClass().getModifiers());
            return modifiers(method.getModifiers() & ~(finalType ? Modifier.FINAL : 0));
        }
        return Modifier.isStatic(method.getModifiers()) ? "static " : method.isDefault() ? "default " : "abstract ";
    }

    private static String modifiers(int modifiers) {
        int said = Modifier.PROTECTED | Modifier.STATIC | Modifier.ABSTRACT | Modifier.FINAL;
        return (modifiers & said) == 0 ? "" : Modifier.toString(modifiers & said) + " ";
    }

    private static String literal(Object value) {
        return switch (value) {
            case String text ->
                "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n") + "\"";
            case Object[] array ->
                Stream.of(array).map(Signatures::literal).collect(Collectors.joining(", ", "{", "}"));
            default -> value.toString();
        };
    }
}
