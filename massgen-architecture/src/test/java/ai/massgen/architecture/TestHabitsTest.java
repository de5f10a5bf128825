package ai.massgen.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Tests are found, and none is switched off. That none sleeps is a matter of places. */
class TestHabitsTest {
    @Test
    void classesWithTestsAreFoundByTheBuild() {
        TestHabitLaws.NAMES_END_IN_TEST.check(Compiled.tests());
    }

    @Test
    void noTestIsSwitchedOff() {
        TestHabitLaws.NONE_IS_DISABLED.check(Compiled.tests());
    }

    @Test
    void aClassThatTheBuildPassesOverIsReported() {
        assertThat(TestHabitLaws.NAMES_END_IN_TEST
                        .evaluate(Compiled.fixtures("tests"))
                        .getFailureReport()
                        .toString())
                .contains(
                        "surefire passes over others",
                        "fixtures.tests.Overlooked> does not have simple name ending with 'Test'");
    }

    @Test
    void aTestThatIsSwitchedOffIsReported() {
        assertThat(TestHabitLaws.NONE_IS_DISABLED
                        .evaluate(Compiled.fixtures("tests"))
                        .getFailureReport()
                        .getDetails())
                .hasSize(2)
                .anySatisfy(line -> assertThat(line).contains("Overlooked.isSwitchedOff()", "(Overlooked.java:"))
                .anySatisfy(line -> assertThat(line).contains("Overlooked$Whole"));
    }
}
