package ai.massgen.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The poms say what the census says: the same modules, the same dependencies in the same scopes, the same BOM, the same
 * automatic module names. Both ways: what is on one side only is a problem.
 *
 * @param house the census
 * @param root the folder of the parent pom
 */
record PomLaw(House house, Path root) {
    List<String> problems() {
        Stream<String> own = house.modules().stream()
                .filter(module -> Files.exists(pom(module.name())))
                .flatMap(this::problems);
        return Stream.concat(census(), own).toList();
    }

    private Stream<String> census() {
        Set<String> known = house.modules().stream().map(HouseModule::name).collect(Collectors.toSet());
        Set<String> built = Set.copyOf(Pom.read(root.resolve("pom.xml")).modules());
        Stream<String> folders = minus(folders(), built)
                .map(name -> name + " has a pom, but the parent does not build it: add it to the modules of pom.xml");
        return Stream.of(
                        folders,
                        minus(built, known).map(name -> "nobody listed " + name + ": add it to the census"),
                        minus(known, built).map(name -> name + " is in the census, but the parent does not build it"))
                .flatMap(Function.identity());
    }

    private Stream<String> problems(HouseModule module) {
        Pom pom = Pom.read(pom(module.name()));
        return Stream.of(
                        Stream.of(Scope.values()).flatMap(scope -> edges(module, pom, scope)),
                        pom.dependencies().stream()
                                .filter(declared -> declared.version().isPresent())
                                .map(declared -> module.name() + " gives " + declared.id()
                                        + " a version: versions stand in the parent only"),
                        moduleName(module, pom),
                        module.kind() == HouseModule.Kind.BOM ? bom(pom) : Stream.<String>empty())
                .flatMap(Function.identity());
    }

    private static Stream<String> edges(HouseModule module, Pom pom, Scope scope) {
        Set<String> declared = ids(pom.dependencies(), each -> each.scope() == scope);
        Set<String> allowed = module.needs(scope);
        return Stream.concat(
                minus(declared, allowed)
                        .map(id -> module.name() + " declares " + id + " (" + scope
                                + "), which the census does not allow it"),
                minus(allowed, declared)
                        .map(id -> module.name() + " may see " + id + " (" + scope
                                + ") by the census, but its pom does not declare it"));
    }

    private static Stream<String> moduleName(HouseModule module, Pom pom) {
        return pom.moduleName().orElse("").equals(module.root())
                ? Stream.empty()
                : Stream.of(module.name() + " has the property massgen.module.name '"
                        + pom.moduleName().orElse("") + "', its package is '" + module.root() + "'");
    }

    private Stream<String> bom(Pom pom) {
        Set<String> managed = ids(pom.managed(), each -> true);
        Set<String> published = house.modules().stream()
                .filter(HouseModule::isPublished)
                .map(HouseModule::id)
                .collect(Collectors.toSet());
        return Stream.concat(
                minus(published, managed).map(id -> "the BOM lacks " + id),
                minus(managed, published).map(id -> "the BOM lists " + id + ", which is not published"));
    }

    private Set<String> folders() {
        try (Stream<Path> entries = Files.list(root)) {
            return entries.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path pom(String module) {
        return root.resolve(module).resolve("pom.xml");
    }

    private static Set<String> ids(Collection<Pom.Declared> declared, Predicate<Pom.Declared> which) {
        return declared.stream().filter(which).map(Pom.Declared::id).collect(Collectors.toSet());
    }

    private static Stream<String> minus(Set<String> all, Set<String> without) {
        Set<String> left = new TreeSet<>(all);
        left.removeAll(without);
        return left.stream();
    }
}
