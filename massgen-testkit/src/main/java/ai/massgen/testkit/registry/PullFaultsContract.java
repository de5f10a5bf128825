package ai.massgen.testkit.registry;

import static ai.massgen.testkit.sandbox.Refusals.assertRefused;

import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.ImageSource.Pull;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.testkit.hostile.Row;
import java.util.UUID;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What registries do that a real one of the test's own cannot be brought to do. */
@Tag("engine")
@Timeout(120)
public abstract class PullFaultsContract {
    private static final String REPOSITORY = "massgen-pull-test";

    private final PullLab lab;

    /**
     * Called by the test class.
     *
     * @param lab the engine
     */
    protected PullFaultsContract(PullLab lab) {
        this.lab = lab;
    }

    private AbstractThrowableAssert<?, ? extends Throwable> assertFailure(String reference) {
        return assertRefused(
                        Kind.PULL_FAILED,
                        () -> lab.sandbox().prepare(new ImageSource.Reference(reference, Pull.MISSING), progress -> {}))
                .hasMessageStartingWith("image '" + reference + "' could not be pulled: ");
    }

    private static String reference(ScriptedRegistry registry, String version) {
        return "127.0.0.1:" + registry.port() + "/" + REPOSITORY + version;
    }

    @ParameterizedTest
    @CsvSource({"403, DENIED, ' login'", "429, TOOMANYREQUESTS, limits pulls", "500, UNKNOWN, could not be pulled"})
    final void aRegistryThatRefusesIsQuotedWithWhatToDo(int status, String code, String advice) throws Exception {
        try (ScriptedRegistry registry = ScriptedRegistry.refusing(status, code)) {
            String whole = advice.endsWith(" login") ? lab.program() + advice : advice;
            assertFailure(reference(registry, ":v1")).hasMessageContaining(whole);
        }
    }

    @Test
    @Row("F9")
    final void aRegistryThatServesSomethingElseForADigestIsNotBelieved() throws Exception {
        PushedImage asked = PushedImage.of("never seen before: " + UUID.randomUUID()); // engines remember
        PushedImage served = PushedImage.of("another one: " + UUID.randomUUID());
        try (ScriptedRegistry registry = ScriptedRegistry.confusing(REPOSITORY, asked, served)) {
            assertFailure(reference(registry, "@" + asked.digest())).hasMessageContaining("igest");
        }
    }
}
