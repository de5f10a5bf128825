package ai.massgen.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Code that depends on nothing but its arguments. What it may use is listed class by class, so that whatever has a clock,
 * a thread, I/O or chance in it stays out without being named. Of what it may use, the members that let chance or the
 * surroundings back in are forbidden: the order of {@code Set.of} and {@code Map.of} differs from one JVM to the next.
 *
 * @param packages packages that it may use, its own among them; packages below are others
 */
record PurityLaw(Set<String> packages) {
    private static final Set<String> LANGUAGE = Set.of(
            "Boolean",
            "CharSequence",
            "Character",
            "Comparable",
            "Double",
            "Enum",
            "IllegalArgumentException",
            "IllegalStateException",
            "Integer",
            "Iterable",
            "Long",
            "MatchException",
            "Math",
            "Object",
            "Record",
            "String",
            "StringBuilder",
            "FunctionalInterface",
            "SafeVarargs");

    private static final Set<String> UTILITIES = Set.of(
            "ArrayDeque",
            "ArrayList",
            "Arrays",
            "Collection",
            "Collections",
            "Comparator",
            "Deque",
            "EnumMap",
            "EnumSet",
            "HashMap",
            "HashSet",
            "Iterator",
            "LinkedHashMap",
            "LinkedHashSet",
            "List",
            "Locale",
            "Map",
            "Map$Entry",
            "NavigableMap",
            "Objects",
            "Optional",
            "OptionalInt",
            "Set",
            "SortedMap",
            "StringJoiner",
            "StringTokenizer",
            "TreeMap",
            "TreeSet");

    private static final Set<String> WHOLE =
            Set.of("java.util.function", "java.util.stream", "org.jspecify.annotations");

    private static final Pattern IMPURE = Pattern.compile(Stream.of(
                    "java.lang.Math.random()",
                    "java.lang.Object.wait(*",
                    "java.lang.String.format(java.lang.String, *",
                    "java.lang.String.formatted(*",
                    "java.util.Arrays.parallel*",
                    "java.util.Collections.shuffle(*",
                    "java.util.Locale.getDefault(*",
                    "java.util.Map.copyOf(*",
                    "java.util.Map.of(java.lang.Object, java.lang.Object, *",
                    "java.util.Map.ofEntries(*",
                    "java.util.Set.copyOf(*",
                    "java.util.Set.of(java.lang.Object, *",
                    "java.util.Set.of([Ljava.lang.Object;)",
                    "java.util.stream.Collectors.toUnmodifiableMap(*",
                    "java.util.stream.Collectors.toUnmodifiableSet(*",
                    "*.parallelStream()",
                    "*.parallel()")
            .map(member ->
                    Stream.of(member.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")))
            .collect(Collectors.joining("|")));

    List<String> problems(JavaClasses classes) {
        return Stream.concat(
                        classes.stream().flatMap(this::strangers),
                        classes.stream().flatMap(PurityLaw::impurities))
                .sorted()
                .toList();
    }

    private Stream<String> strangers(JavaClass type) {
        return type.getDirectDependenciesFromSelf().stream()
                .filter(dependency -> !mayUse(dependency.getTargetClass().getBaseComponentType()))
                .map(dependency -> dependency.getDescription() + ": pure code must not use it");
    }

    private static Stream<String> impurities(JavaClass type) {
        return type.getAccessesFromSelf().stream()
                .filter(access ->
                        IMPURE.matcher(access.getTarget().getFullName()).matches())
                .map(access -> access.getDescription() + ": its result depends on more than its arguments");
    }

    private boolean mayUse(JavaClass type) {
        String name = type.getName();
        return type.isPrimitive()
                || packages.contains(type.getPackageName())
                || WHOLE.contains(type.getPackageName())
                || isOneOf(LANGUAGE, "java.lang.", name)
                || isOneOf(UTILITIES, "java.util.", name);
    }

    private static boolean isOneOf(Set<String> names, String prefix, String name) {
        return name.startsWith(prefix) && names.contains(name.substring(prefix.length()));
    }
}
