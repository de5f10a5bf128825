package ai.massgen.architecture;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Predicate;

/**
 * The byte code of all modules, read once. What should have classes and has none is an error, so that no law can pass
 * because there was nothing to look at. Shipped classes and tests are read apart: one name may stand in both.
 */
final class Compiled {
    /** Classes that break laws on purpose. */
    private static final String FIXTURES = ".fixtures.";

    private static final String MAIN = "classes";
    private static final String TESTS = "test-classes";
    private static final JavaClasses ALL_MAIN = read(MAIN);
    private static final JavaClasses ALL_TESTS = read(TESTS);

    private Compiled() {}

    /** The classes of a module that are shipped. */
    static JavaClasses main(HouseModule module) {
        return some(ALL_MAIN, "shipped classes of " + module.name(), type -> lies(type, folder(module, MAIN)));
    }

    /** The classes of a module's tests, without fixtures. */
    static JavaClasses tests(HouseModule module) {
        return some(
                ALL_TESTS,
                "tests of " + module.name(),
                type -> !type.getName().contains(FIXTURES) && lies(type, folder(module, TESTS)));
    }

    /** All classes that are shipped. */
    static JavaClasses main() {
        return ALL_MAIN;
    }

    /** All classes of tests, without fixtures. */
    static JavaClasses tests() {
        return some(ALL_TESTS, "tests", type -> !type.getName().contains(FIXTURES));
    }

    /** The fixtures of a law. */
    static JavaClasses fixtures(String name) {
        String root = Compiled.class.getPackageName() + FIXTURES + name + ".";
        return some(ALL_TESTS, "fixtures in " + root, type -> type.getName().startsWith(root));
    }

    static boolean hasTests(HouseModule module) {
        return Files.isDirectory(folder(module, TESTS));
    }

    /** Where the shipped classes and resources of a module are. */
    static Path folder(HouseModule module) {
        return folder(module, MAIN);
    }

    private static Path folder(HouseModule module, String kind) {
        return Checkout.ROOT.resolve(module.name()).resolve("target").resolve(kind);
    }

    private static JavaClasses read(String kind) {
        return new ClassFileImporter()
                .importPaths(Census.HOUSE.modules().stream()
                        .map(module -> folder(module, kind))
                        .filter(Files::isDirectory)
                        .toList());
    }

    private static JavaClasses some(JavaClasses classes, String which, Predicate<JavaClass> predicate) {
        JavaClasses found = classes.that(DescribedPredicate.describe("are " + which, predicate));
        if (found.isEmpty()) {
            throw new AssertionError("there are no " + which + ": build the whole project, ./mvnw verify");
        }
        return found;
    }

    private static boolean lies(JavaClass type, Path folder) {
        String uri = type.getSource().orElseThrow().getUri().toString();
        return uri.startsWith(folder.toUri().toString());
    }
}
