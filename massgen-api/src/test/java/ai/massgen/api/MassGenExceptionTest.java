package ai.massgen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.sandbox.SandboxException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class MassGenExceptionTest {
    private static final class Coded extends MassGenException {
        private static final long serialVersionUID = 1L;

        Coded(String code) {
            super(code, "message", null);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"sandbox.not-enforced", "config.v1", "mcp.too-large-2"})
    void aCodeIsAnAreaAndSomeWords(String code) {
        assertThat(new Coded(code).code()).isEqualTo(code);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "sandbox", "Sandbox.x", "sandbox.", ".x", "sandbox.-x", "sandbox.x-", "a.b.c", "a.b_c"})
    void anythingElseIsRefused(String code) {
        assertThatThrownBy(() -> new Coded(code))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("not an error id: '" + code + "'; use area.some-words");
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfBackendFailureHasACode(BackendException.Kind kind) {
        BackendException failure = new BackendException(kind, "what");

        assertThat(failure.code()).isEqualTo(kind.code()).matches("backend\\.[a-z]+(-[a-z]+)*");
        assertThat(failure.kind()).isEqualTo(kind);
        assertThat(failure.retryAfter()).isEmpty();
        assertThat(failure.requestId()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfSandboxFailureHasACode(SandboxException.Kind kind) {
        SandboxException failure = new SandboxException(kind, "what");

        assertThat(failure.code()).isEqualTo(kind.code()).matches("sandbox\\.[a-z]+(-[a-z]+)*");
        assertThat(failure.kind()).isEqualTo(kind);
    }

    @Test
    void waitingHelpsAgainstLoadButNotAgainstAWrongKeyOrAnEmptyAccount() {
        assertThat(BackendException.Kind.RATE_LIMITED.retryable()).isTrue();
        assertThat(BackendException.Kind.OVERLOADED.retryable()).isTrue();
        assertThat(BackendException.Kind.AUTHENTICATION.retryable()).isFalse();
        assertThat(BackendException.Kind.QUOTA_EXHAUSTED.retryable()).isFalse();
    }

    @Test
    void aBackendFailureCarriesWhatTheProviderSaid() {
        Throwable cause = new java.io.IOException("reset");
        BackendException failure = new BackendException(
                BackendException.Kind.RATE_LIMITED, "slow down", cause, Duration.ofSeconds(7), "req_1");

        assertThat(failure).hasMessage("slow down").hasCause(cause);
        assertThat(failure.retryAfter()).contains(Duration.ofSeconds(7));
        assertThat(failure.requestId()).contains("req_1");
    }
}
