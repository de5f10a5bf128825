package ai.massgen.testkit.rules;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** A plugin sees MassGen's API, the toolkit, the JDK and the libraries that it names; and it uses what it names. */
record DependencyRule(Set<String> libraries) {
    private static final List<String> HOUSE =
            List.of("ai.massgen.api", "ai.massgen.toolkit", "org.jspecify.annotations");

    List<String> violations(PluginCode code) {
        List<Dependency> outside = code.classes().stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isForeign(code, target(dependency)))
                .toList();
        Stream<String> strangers = outside.stream()
                .filter(dependency -> library(target(dependency)).isEmpty())
                .map(dependency ->
                        dependency.getDescription() + ": a plugin sees massgen-api, massgen-plugin-toolkit and"
                                + " the libraries that it names with libraries(...)");
        Stream<String> unused = libraries.stream()
                .filter(each -> outside.stream()
                        .noneMatch(
                                dependency -> PluginCode.lies(target(dependency).getName(), each)))
                .map(each -> "the library " + each + " is not used: correct its package or remove it");
        return Stream.concat(strangers, unused).distinct().sorted().toList();
    }

    private static JavaClass target(Dependency dependency) {
        return dependency.getTargetClass().getBaseComponentType();
    }

    private static boolean isForeign(PluginCode code, JavaClass type) {
        return !type.isPrimitive()
                && !code.owns(type.getName())
                && HOUSE.stream().noneMatch(each -> PluginCode.lies(type.getName(), each))
                && !isJdk(type.getName());
    }

    private Optional<String> library(JavaClass type) {
        return libraries.stream()
                .filter(each -> PluginCode.lies(type.getName(), each))
                .findAny();
    }

    private static boolean isJdk(String name) {
        try {
            Class<?> type = Class.forName(name, false, ClassLoader.getPlatformClassLoader());
            return type.getModule().isExported(type.getPackageName());
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
