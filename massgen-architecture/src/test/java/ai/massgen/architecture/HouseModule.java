package ai.massgen.architecture;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * A module of a house.
 *
 * @param name its folder and artifact
 * @param root the package that holds all of its code, and its automatic module name; empty for a pom
 * @param kind what it is to others
 * @param needs what it declares, as {@code group:artifact}
 */
record HouseModule(String name, String root, Kind kind, Map<Scope, Set<String>> needs) {
    /** What a module is to others. */
    enum Kind {
        /** A list of versions. */
        BOM,
        /** Published, in the BOM. */
        LIBRARY,
        /** Published, in the BOM, found at run time. */
        PLUGIN,
        /** Not published. */
        INTERNAL
    }

    static HouseModule of(String name, String root, Kind kind) {
        return new HouseModule(name, root, kind, Map.of());
    }

    HouseModule compile(String... ids) {
        return with(Scope.COMPILE, List.of(ids));
    }

    HouseModule provided(String... ids) {
        return with(Scope.PROVIDED, List.of(ids));
    }

    HouseModule runtime(Collection<String> ids) {
        return with(Scope.RUNTIME, ids);
    }

    HouseModule test(Collection<String> ids) {
        return with(Scope.TEST, ids);
    }

    private HouseModule with(Scope scope, Collection<String> ids) {
        Map<Scope, Set<String>> more = new TreeMap<>(needs);
        more.merge(scope, new TreeSet<>(ids), (old, added) -> {
            Set<String> both = new TreeSet<>(old);
            both.addAll(added);
            return both;
        });
        return new HouseModule(name, root, kind, more);
    }

    Set<String> needs(Scope scope) {
        return needs.getOrDefault(scope, Set.of());
    }

    String id() {
        return House.GROUP + ":" + name;
    }

    boolean isPublished() {
        return kind == Kind.LIBRARY || kind == Kind.PLUGIN;
    }

    boolean owns(String className) {
        return !root.isEmpty() && className.startsWith(root + ".");
    }
}
