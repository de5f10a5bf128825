package ai.massgen.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.massgen.api.sandbox.SandboxException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Assertions about failures of a sandbox. Stateless. */
public final class Refusals {
    private Refusals() {}

    /**
     * Asserts that a call fails with a {@link SandboxException}.
     *
     * @param kind of which kind
     * @param call the call
     * @return more assertions about it
     */
    public static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            SandboxException.Kind kind, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(SandboxException.class);
        assertThat(((SandboxException) thrown).kind()).as(thrown.getMessage()).isEqualTo(kind);
        return assertThat(thrown);
    }
}
