package ai.massgen.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The byte code uses what the census allows. What a module ships uses exactly what it sees at compile time: an edge that
 * nobody walks is a problem too. Tests use no more than they may.
 */
record GraphLaw(House house) {
    /** Problems of what a module ships. */
    Stream<String> main(HouseModule module, JavaClasses classes) {
        Map<String, Dependency> used = used(module, classes);
        return Stream.concat(
                strangers(module, used, Set.of(Scope.COMPILE, Scope.PROVIDED)), unused(module, used.keySet()));
    }

    /** Problems of a module's tests. */
    Stream<String> tests(HouseModule module, JavaClasses classes) {
        return strangers(module, used(module, classes), Set.of(Scope.COMPILE, Scope.PROVIDED, Scope.TEST));
    }

    private Stream<String> strangers(HouseModule module, Map<String, Dependency> used, Set<Scope> scopes) {
        Set<String> visible = scopes.stream()
                .flatMap(scope -> module.needs(scope).stream())
                .flatMap(id -> Stream.concat(Stream.of(id), house.passedOn().getOrDefault(id, Set.of()).stream()))
                .collect(Collectors.toSet());
        return used.entrySet().stream()
                .filter(each -> !visible.contains(each.getKey()))
                .map(each -> module.name() + " uses " + each.getKey() + ", which it must not see: "
                        + each.getValue().getDescription());
    }

    private Stream<String> unused(HouseModule module, Set<String> used) {
        return module.needs(Scope.COMPILE).stream().flatMap(id -> {
            boolean idle = house.idle().containsKey(module.name() + " -> " + id);
            if (idle == used.contains(id)) {
                return Stream.of(
                        idle
                                ? module.name() + " uses " + id + " now: take it off the list of idle dependencies"
                                : module.name() + " does not use " + id + ": remove it from the pom and the census");
            }
            return Stream.empty();
        });
    }

    /** What the classes use, each with one place where they do. */
    private Map<String, Dependency> used(HouseModule module, JavaClasses classes) {
        Map<String, Dependency> used = new TreeMap<>();
        for (JavaClass type : classes) {
            for (Dependency dependency : new TreeSet<>(type.getDirectDependenciesFromSelf())) {
                JavaClass target = dependency.getTargetClass().getBaseComponentType();
                if (!target.isPrimitive() && !module.owns(target.getName()) && !Jdk.has(target.getName())) {
                    used.putIfAbsent(house.owner(target.getName()).orElse("an unknown library"), dependency);
                }
            }
        }
        return used;
    }
}
