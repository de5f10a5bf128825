package ai.massgen.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.testkit.rules.PluginRules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** MassGen's own plugins follow the rules that the testkit gives to everybody. Its tests have the plugins that do not. */
class PluginsTest {
    @TestFactory
    Stream<DynamicContainer> ourPluginsFollowTheRules() {
        return Census.HOUSE.plugins().stream()
                .map(plugin -> DynamicContainer.dynamicContainer(
                        plugin.name(),
                        services(plugin).stream()
                                .flatMap(service -> PluginRules.of(service)
                                        .in(plugin.root())
                                        .libraries(libraries(plugin))
                                        .tests())));
    }

    /** An example of a plugin stands among other code: what belongs to it lies in a package of its own. */
    @TestFactory
    Stream<DynamicContainer> examplesOfPluginsFollowTheRules() {
        return services(Census.HOUSE.module("massgen-examples")).stream()
                .map(service -> DynamicContainer.dynamicContainer(
                        service.getName(), PluginRules.of(service).tests()));
    }

    @Test
    void everyPluginOffersOneServiceOfItsOwn() {
        assertThat(Census.HOUSE.plugins())
                .isNotEmpty()
                .allSatisfy(plugin -> assertThat(services(plugin))
                        .as("services of " + plugin.name())
                        .singleElement()
                        .matches(service -> plugin.owns(service.getName())));
    }

    @Test
    void nobodyElseOffersServices() {
        assertThat(Census.HOUSE.withCode().stream()
                        .filter(module -> module.kind() == HouseModule.Kind.LIBRARY)
                        .flatMap(module -> services(module).stream()))
                .isEmpty();
    }

    private static String[] libraries(HouseModule plugin) {
        return plugin.needs(Scope.COMPILE).stream()
                .map(Census.HOUSE.libraries()::get)
                .filter(Objects::nonNull)
                .toArray(String[]::new);
    }

    /** What the service files of a module list. */
    private static List<Class<?>> services(HouseModule module) {
        Path folder = Compiled.folder(module).resolve("META-INF/services");
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.flatMap(PluginsTest::lines)
                    .<Class<?>>map(PluginsTest::load)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().map(String::strip).filter(line -> !line.isEmpty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Class<?> load(String name) {
        try {
            return Class.forName(name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("a service file lists " + name + ", which does not exist", e);
        }
    }
}
