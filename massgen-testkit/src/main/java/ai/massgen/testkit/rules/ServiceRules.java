package ai.massgen.testkit.rules;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What makes a class a service that the engine can find, make and share. */
final class ServiceRules {
    private ServiceRules() {}

    /** The service files name the public implementations, all of them and nothing else. */
    static List<String> files(PluginCode code) {
        return Stream.concat(unlisted(code), wronglyListed(code)).toList();
    }

    private static Stream<String> unlisted(PluginCode code) {
        return code.services()
                .filter(type -> type.getModifiers().contains(JavaModifier.PUBLIC))
                .flatMap(type -> PluginCode.SERVICES.stream()
                        .filter(type::isAssignableTo)
                        .map(service -> new ServiceLine(service, type.getName())))
                .filter(line -> !code.listed().contains(line))
                .map(line -> line.className() + " implements " + line.service().getName() + ", but " + line.file()
                        + " does not list it: add the line " + line.className()
                        + ", or make the class package-private");
    }

    private static Stream<String> wronglyListed(PluginCode code) {
        return code.listed().stream()
                .filter(line -> code.owns(line.className()))
                .flatMap(line -> wrong(code, line).stream());
    }

    private static List<String> wrong(PluginCode code, ServiceLine line) {
        String where = line.file() + " lists " + line.className();
        if (!code.classes().contain(line.className())) {
            return List.of(where + ", which does not exist: correct the name, write $ before a nested class");
        }
        JavaClass type = code.classes().get(line.className());
        if (!type.isAssignableTo(line.service())) {
            return List.of(
                    where + ", which does not implement " + line.service().getName());
        }
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                ? List.of()
                : List.of(where + ", which is not public: the engine cannot make it");
    }

    /** A service is a public final class with a public constructor without parameters, and keeps nothing. */
    static List<String> form(PluginCode code) {
        return code.offered().flatMap(type -> form(type).stream()).toList();
    }

    private static List<String> form(JavaClass type) {
        List<String> problems = new ArrayList<>();
        if (!type.getModifiers().contains(JavaModifier.FINAL)) {
            problems.add(type.getName() + " is not final: a service is not extended");
        }
        if (made(type).isEmpty()) {
            problems.add(type.getName() + " cannot be made: it needs a public constructor without parameters that does"
                    + " not throw");
        }
        type.getAllFields().stream()
                .filter(field -> !field.getModifiers().contains(JavaModifier.FINAL))
                .map(field -> field.getFullName()
                        + " can change: a service is shared and keeps nothing; keep it in what the service opens")
                .forEach(problems::add);
        return problems;
    }

    /** The compiler has copied the SPI level into the class. */
    static List<String> level(PluginCode code) {
        return code.offered()
                .flatMap(type -> type.getAllMethods().stream()
                        .filter(method -> method.getName().equals("spiLevel")
                                && method.getRawParameterTypes().isEmpty()
                                && !method.getAccessesFromSelf().isEmpty()))
                .map(method ->
                        method.getFullName() + " computes the level: write return Spi.LEVEL, so that the compiler"
                                + " copies the number into the plugin")
                .distinct()
                .toList();
    }

    /** Makes a service as the engine does; empty if that fails. */
    static Optional<Object> made(JavaClass type) {
        try {
            return Optional.of(type.reflect().getConstructor().newInstance());
        } catch (ReflectiveOperationException e) {
            return Optional.empty();
        }
    }
}
