package ai.massgen.architecture;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/** Laws about packages. */
final class PackageLaws {
    /** Packages form no cycles. Every class belongs to the slice of its package: no pattern that might match nothing. */
    static final ArchRule NO_CYCLES =
            SlicesRuleDefinition.slices().assignedFrom(new ByPackage()).should().beFreeOfCycles();

    private PackageLaws() {}

    /** Classes outside the package of their module, where they could share a package with another module. */
    static Stream<String> strays(HouseModule module, JavaClasses classes) {
        return classes.stream()
                .map(JavaClass::getName)
                .filter(name -> !module.owns(name))
                .sorted()
                .map(name -> name + " does not lie in " + module.root() + ", the package of " + module.name());
    }

    /** Packages that say nothing about null. */
    static Stream<String> unmarked(JavaClasses classes) {
        Set<String> marked = classes.stream()
                .filter(type -> type.getSimpleName().equals("package-info") && type.isAnnotatedWith(NullMarked.class))
                .map(JavaClass::getPackageName)
                .collect(Collectors.toSet());
        return classes.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> !marked.contains(name))
                .collect(Collectors.toCollection(TreeSet::new))
                .stream()
                .map(name -> name + " is not marked: add a package-info.java with @NullMarked");
    }

    private static final class ByPackage implements SliceAssignment {
        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            return SliceIdentifier.of(type.getPackageName());
        }

        @Override
        public String getDescription() {
            return "packages";
        }
    }
}
