package ai.massgen.testkit.rules;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.sandbox.ToolSandbox;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.net.URL;
import java.security.CodeSource;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * The code of a plugin.
 *
 * @param root its package
 * @param classes its classes: all that lie beside its service, in the package or below
 * @param listed the lines of all service files for services of MassGen on the class path
 */
record PluginCode(String root, JavaClasses classes, List<ServiceLine> listed) {
    static final List<Class<?>> SERVICES = List.of(Backend.class, ToolSandbox.class);

    /**
     * Reads the code.
     *
     * @throws IllegalArgumentException if there is none
     */
    static PluginCode of(Class<?> service, String root) {
        CodeSource source = service.getProtectionDomain().getCodeSource();
        URL location = Objects.requireNonNull(source, () -> service + " has no code source")
                .getLocation();
        JavaClasses classes = new ClassFileImporter()
                .importUrl(location)
                .that(DescribedPredicate.describe("lie in " + root, type -> lies(type.getName(), root)));
        if (classes.isEmpty()) {
            throw new IllegalArgumentException("no class lies in " + root + " at " + location);
        }
        return new PluginCode(root, classes, ServiceLine.all(service.getClassLoader(), SERVICES));
    }

    static boolean lies(String className, String packageName) {
        return className.startsWith(packageName + ".");
    }

    boolean owns(String className) {
        return lies(className, root);
    }

    /** Classes that can be made and that implement a service of MassGen. */
    Stream<JavaClass> services() {
        return classes.stream()
                .filter(type -> !type.isInterface() && !type.getModifiers().contains(JavaModifier.ABSTRACT))
                .filter(type -> SERVICES.stream().anyMatch(type::isAssignableTo))
                .sorted((a, b) -> a.getName().compareTo(b.getName()));
    }

    /** Those of them that a service file lists. */
    Stream<JavaClass> offered() {
        return services()
                .filter(type ->
                        listed.stream().anyMatch(line -> line.className().equals(type.getName())));
    }
}
