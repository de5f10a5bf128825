package ai.massgen.sandbox.podman;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import ai.massgen.api.sandbox.SandboxException;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Assertions about failures of the sandbox. */
final class Refusals {
    private Refusals() {}

    static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
            SandboxException.Kind kind, ThrowingCallable call) {
        Throwable thrown = catchThrowable(call);
        assertThat(thrown).isInstanceOf(SandboxException.class);
        assertThat(((SandboxException) thrown).kind()).as(thrown.getMessage()).isEqualTo(kind);
        return assertThat(thrown);
    }
}
