package ai.massgen.architecture;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Modules and what they may see.
 *
 * @param modules the modules
 * @param libraries the package that a library's classes lie in, and below, by {@code group:artifact}
 * @param passedOn libraries that whoever sees a module sees too, by the module's id
 * @param idle declared dependencies that the byte code does not use, with the reason, as {@code module -> id}
 * @param withoutCode names of modules that have no code of their own
 */
record House(
        List<HouseModule> modules,
        Map<String, String> libraries,
        Map<String, Set<String>> passedOn,
        Map<String, String> idle,
        Set<String> withoutCode) {
    static final String GROUP = "ai.massgen";

    House {
        requireDistinct(modules.stream().map(HouseModule::name));
        requireDistinct(modules.stream().map(HouseModule::root).filter(Predicate.not(String::isEmpty)));
        modules.forEach(outer -> modules.stream()
                .filter(inner -> outer.owns(inner.root()))
                .forEach(inner -> {
                    throw new IllegalArgumentException(
                            inner.name() + " lies in " + outer.root() + ", the package of " + outer.name());
                }));
    }

    private static void requireDistinct(Stream<String> names) {
        names.collect(Collectors.groupingBy(name -> name, Collectors.counting()))
                .forEach((name, count) -> {
                    if (count > 1) {
                        throw new IllegalArgumentException(name + " stands in the census " + count + " times");
                    }
                });
    }

    HouseModule module(String name) {
        return modules.stream()
                .filter(module -> module.name().equals(name))
                .findAny()
                .orElseThrow(() -> new IllegalArgumentException("no module " + name));
    }

    List<HouseModule> plugins() {
        return modules.stream()
                .filter(module -> module.kind() == HouseModule.Kind.PLUGIN)
                .toList();
    }

    List<HouseModule> withCode() {
        return modules.stream()
                .filter(module -> !withoutCode.contains(module.name()))
                .toList();
    }

    /** The module or library that a class belongs to, as {@code group:artifact}. The longest package decides. */
    Optional<String> owner(String className) {
        Stream<Map.Entry<String, String>> own = modules.stream()
                .filter(module -> !module.root().isEmpty())
                .map(module -> Map.entry(module.id(), module.root()));
        return Stream.concat(own, libraries.entrySet().stream())
                .filter(each -> className.startsWith(each.getValue() + "."))
                .max(Comparator.comparingInt(each -> each.getValue().length()))
                .map(Map.Entry::getKey);
    }
}
