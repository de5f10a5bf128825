package ai.massgen.architecture;

import ai.massgen.architecture.HouseModule.Kind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What no census may allow: a plugin that sees the engine or another plugin, an engine that sees a plugin or the toolkit,
 * and programs that see plugins before run time.
 *
 * @param house the census
 * @param core the engine's module
 * @param toolkit the toolkit's module
 * @param programs published modules that see the engine
 */
record LayerLaw(House house, String core, String toolkit, Set<String> programs) {
    List<String> problems() {
        return house.modules().stream()
                .filter(module -> module.kind() != Kind.INTERNAL)
                .flatMap(module -> Stream.of(Scope.values())
                        .flatMap(scope -> module.needs(scope).stream()
                                .flatMap(id -> neighbour(id).stream())
                                .flatMap(target -> problem(module, target, scope).stream())))
                .toList();
    }

    private Optional<HouseModule> neighbour(String id) {
        return house.modules().stream().filter(module -> module.id().equals(id)).findAny();
    }

    private Optional<String> problem(HouseModule module, HouseModule target, Scope scope) {
        String edge = module.name() + " sees " + target.name() + " (" + scope + "): ";
        boolean program = programs.contains(module.name());
        if (target.kind() == Kind.PLUGIN && !(program && scope == Scope.RUNTIME)) {
            return Optional.of(edge + "a plugin is seen by programs only, and at run time only");
        }
        if (target.name().equals(core) && !program) {
            return Optional.of(edge + "the engine is seen by programs only");
        }
        if (target.name().equals(toolkit) && module.kind() != Kind.PLUGIN) {
            return Optional.of(edge + "the toolkit is for plugins");
        }
        return Optional.empty();
    }
}
