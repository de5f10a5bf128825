package ai.massgen.architecture;

import java.lang.annotation.Retention;
import java.lang.annotation.Target;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is to be said about a public type itself: its kind, its name, what it extends, what a record is made of. */
final class Headings {
    private Headings() {}

    /** Whether others can name a type. */
    static boolean isSeen(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return type.getCanonicalName() != null
                && Signatures.isSeen(type.getModifiers())
                && (outer == null || isSeen(outer));
    }

    static Signature of(Class<?> type) {
        TypeText types = new TypeText();
        AnnotatedType[] none = {};
        AnnotatedType[] interfaces = type.isAnnotation() ? none : type.getAnnotatedInterfaces();
        String text = annotations(type) + modifiers(type) + kind(type) + " " + type.getCanonicalName()
                + types.parameters(type.getTypeParameters())
                + components(type, types)
                + clause(" extends ", type.isInterface() ? interfaces : superclass(type), types)
                + clause(" implements ", type.isInterface() ? none : interfaces, types)
                + permits(type);
        return new Signature(text, types.printed());
    }

    /** The annotations that change what others may do. */
    static String annotations(AnnotatedElement element) {
        StringBuilder text = new StringBuilder();
        Deprecated deprecated = element.getAnnotation(Deprecated.class);
        if (deprecated != null) {
            text.append(deprecated.forRemoval() ? "@Deprecated(forRemoval = true) " : "@Deprecated ");
        }
        if (element.isAnnotationPresent(FunctionalInterface.class)) {
            text.append("@FunctionalInterface ");
        }
        Retention retention = element.getAnnotation(Retention.class);
        if (retention != null) {
            text.append("@Retention(").append(retention.value()).append(") ");
        }
        Target target = element.getAnnotation(Target.class);
        if (target != null) {
            text.append(Stream.of(target.value())
                    .map(Enum::name)
                    .sorted()
                    .collect(Collectors.joining(", ", "@Target(", ") ")));
        }
        return text.toString();
    }

    private static String modifiers(Class<?> type) {
        int modifiers = type.getModifiers();
        boolean plain = !type.isInterface() && !type.isEnum() && !type.isRecord();
        return (Modifier.isProtected(modifiers) ? "protected " : "")
                + (plain && Modifier.isAbstract(modifiers) ? "abstract " : "")
                + (plain && Modifier.isFinal(modifiers) ? "final " : "")
                + (type.isSealed() && !type.isEnum() ? "sealed " : "");
    }

    private static String kind(Class<?> type) {
        if (type.isAnnotation()) {
            return "@interface";
        }
        return type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
    }

    private static String components(Class<?> type, TypeText types) {
        return type.isRecord()
                ? Stream.of(type.getRecordComponents())
                        .map(component -> component(component, types))
                        .collect(Collectors.joining(", ", "(", ")"))
                : "";
    }

    private static String component(RecordComponent component, TypeText types) {
        return annotations(component) + types.of(component.getAnnotatedType()) + " " + component.getName();
    }

    /** Nothing for what extends only what every class, enum or record extends. */
    private static AnnotatedType[] superclass(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        boolean usual = parent == null || parent == Object.class || parent == Enum.class || parent == Record.class;
        return usual ? new AnnotatedType[0] : new AnnotatedType[] {type.getAnnotatedSuperclass()};
    }

    private static String clause(String word, AnnotatedType[] all, TypeText types) {
        return all.length == 0 ? "" : word + types.list(all);
    }

    /** Those that others cannot name belong here too: they tell that a switch is never complete. */
    private static String permits(Class<?> type) {
        return type.isSealed() && !type.isEnum()
                ? Stream.of(type.getPermittedSubclasses())
                        .map(Class::getSimpleName)
                        .sorted()
                        .collect(Collectors.joining(", ", " permits ", ""))
                : "";
    }
}
