package ai.massgen.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noMethods;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.CompositeArchRule;
import org.junit.jupiter.api.Disabled;
import org.junit.platform.commons.annotation.Testable;

/** Laws about tests. */
final class TestHabitLaws {
    /** Surefire runs what is named so and passes over everything else without a word. */
    static final ArchRule NAMES_END_IN_TEST = classes()
            .that(DescribedPredicate.describe("have tests", TestHabitLaws::hasTests))
            .should()
            .haveSimpleNameEndingWith("Test")
            .because("surefire passes over others without a word");

    /** A disabled test tells nobody that it is broken. */
    static final ArchRule NONE_IS_DISABLED = CompositeArchRule.of(
                    noClasses().should().beAnnotatedWith(Disabled.class))
            .and(noMethods().should().beAnnotatedWith(Disabled.class))
            .because("a test that is switched off tells nobody what is broken: repair it or remove it");

    private TestHabitLaws() {}

    private static boolean hasTests(JavaClass type) {
        return !type.getModifiers().contains(JavaModifier.ABSTRACT)
                && type.getEnclosingClass().isEmpty()
                && type.getAllMethods().stream().anyMatch(TestHabitLaws::isTest);
    }

    private static boolean isTest(JavaMethod method) {
        return method.isMetaAnnotatedWith(Testable.class);
    }
}
