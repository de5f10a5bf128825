package ai.massgen.toolkit.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.testkit.backend.TestContext;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class UnsupportedSettingsTest {
    private final TestContext context = TestContext.with();

    @Test
    void whatTheModelTakesIsKept() {
        UnsupportedSettings settings = new UnsupportedSettings("m-1", "error", context);
        assertThat(settings.keep("effort", Optional.of("low"), "low"::equals, "it knows low"))
                .contains("low");
        assertThat(settings.keep("effort", Optional.<String>empty(), "low"::equals, "it knows low"))
                .isEmpty();
        assertThat(context.warnings()).isEmpty();
    }

    @Test
    void whatItDoesNotTakeIsAnErrorThatSaysWhatToDo() {
        UnsupportedSettings settings = new UnsupportedSettings("m-1", "error", context);
        assertThatExceptionOfType(BackendException.class)
                .isThrownBy(() -> settings.keep("effort", Optional.of("max"), "low"::equals, "it knows low"))
                .withMessage("The model m-1 does not take effort: max, because it knows low. Change effort, or write"
                        + " when_unsupported: drop to leave it out.")
                .matches(e -> e.kind() == Kind.INVALID_REQUEST);
        assertThat(context.warnings()).isEmpty();
    }

    @Test
    void orItIsLeftOutWithAWarning() {
        UnsupportedSettings settings = new UnsupportedSettings("m-1", "drop", context);
        assertThat(settings.keep("effort", Optional.of("max"), "low"::equals, "it knows low"))
                .isEmpty();
        assertThat(context.warnings())
                .containsExactly("The model m-1 does not take effort: max, because it knows low. It is left out.");
    }

    @Test
    void thereIsNoThirdWay() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new UnsupportedSettings("m-1", "ignore", context))
                .withMessageContaining("'ignore'");
    }
}
