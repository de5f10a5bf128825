package ai.massgen.architecture;

import com.tngtech.archunit.core.domain.Dependency;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.List;
import java.util.Set;

/**
 * Of a module that has inner packages, others see only its face.
 *
 * @param root the module's package
 * @param face the packages that others see
 */
record VisibilityLaw(String root, Set<String> face) {
    List<String> problems(JavaClasses outsiders) {
        return outsiders.stream()
                .flatMap(type -> type.getDirectDependenciesFromSelf().stream())
                .filter(dependency -> isHidden(dependency.getTargetClass().getBaseComponentType()))
                .map(Dependency::getDescription)
                .map(where -> where + ": it sees the inside of " + root + "; only " + face + " are for others")
                .sorted()
                .toList();
    }

    private boolean isHidden(JavaClass type) {
        return type.getName().startsWith(root + ".") && !face.contains(type.getPackageName());
    }
}
