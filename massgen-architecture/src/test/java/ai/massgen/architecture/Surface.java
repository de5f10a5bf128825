package ai.massgen.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * What others compile against: the public types of some packages, read with reflection.
 *
 * @param packages the packages
 * @param types their public types, nested ones too, by name
 */
record Surface(Set<String> packages, List<Class<?>> types) {
    /** The packages of the API: all of it. */
    static final Set<String> API = Set.of(
            "ai.massgen.api",
            "ai.massgen.api.backend",
            "ai.massgen.api.config",
            "ai.massgen.api.message",
            "ai.massgen.api.sandbox");

    /** The packages of the engine that applications see; the others are its inside. */
    static final Set<String> CORE = Set.of("ai.massgen.core", "ai.massgen.core.event");

    static Surface of(Set<String> packages, JavaClasses classes) {
        List<Class<?>> types = classes.stream()
                .filter(type -> packages.contains(type.getPackageName()))
                .<Class<?>>map(JavaClass::reflect)
                .filter(Headings::isSeen)
                .sorted(Comparator.<Class<?>, String>comparing(Class::getPackageName)
                        .thenComparing(Class::getName))
                .toList();
        packages.forEach(name -> {
            if (types.stream().noneMatch(type -> type.getPackageName().equals(name))) {
                throw new IllegalArgumentException("no public type in " + name);
            }
        });
        return new Surface(packages, types);
    }

    /** Types that are not nested: what there is to learn. A nested type belongs to the idea of the one around it. */
    List<Class<?>> topLevel() {
        return types.stream().filter(type -> type.getDeclaringClass() == null).toList();
    }

    /** The surface as text, in one order, one fact a line. */
    String print() {
        StringBuilder text = new StringBuilder();
        String current = "";
        for (Class<?> type : types) {
            if (!type.getPackageName().equals(current)) {
                current = type.getPackageName();
                String marked = type.getPackage().isAnnotationPresent(NullMarked.class) ? "@NullMarked " : "";
                text.append("\n")
                        .append(marked)
                        .append("package ")
                        .append(current)
                        .append("\n");
            }
            text.append("\n");
            signatures(type).forEach(each -> text.append(each.text()).append("\n"));
        }
        return text.toString();
    }

    /**
     * Signatures that name types which whoever compiles against the surface should not or cannot see.
     *
     * @param more packages that others see besides these and the JDK
     */
    List<String> leaks(Set<String> more) {
        return types.stream()
                .flatMap(type -> signatures(type)
                        .flatMap(signature -> signature.types().stream()
                                .filter(mentioned -> !isForOthers(mentioned, more))
                                .map(mentioned -> type.getName() + " shows " + mentioned.getName() + " in: "
                                        + signature.text().strip())))
                .toList();
    }

    private boolean isForOthers(Class<?> type, Set<String> more) {
        String packageName = type.getPackageName();
        return Jdk.has(type.getName())
                || (Headings.isSeen(type) && (packages.contains(packageName) || more.contains(packageName)));
    }

    private static Stream<Signature> signatures(Class<?> type) {
        return Stream.concat(Stream.of(Headings.of(type)), Signatures.members(type));
    }
}
