package ai.massgen.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.config.ByteSize;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What the settings of plugins may be made of. */
public class SettingsRulesTest {
    /** All that the engine binds. */
    public record Good(
            @Doc("A key.") Optional<Secret> apiKey,
            @Doc("A limit.") Optional<ByteSize> limit,
            @Doc("Waits.") Map<String, Duration> waits,
            @Doc("More.") List<Good> more) {}

    /** Nothing that the engine binds. */
    public record Bad(
            @Doc("A thread.") Thread thread,
            @Doc("A set.") Set<String> set,
            @Doc("By number.") Map<Integer, String> byNumber,
            @Doc("A key.") Optional<String> apiKey) {}

    @Test
    void whatTheEngineBindsIsNoViolation() {
        assertThat(SettingsRules.violations(Good.class)).isEmpty();
    }

    @Test
    void whatItDoesNotBindIsReportedWithItsPlace() {
        String place = Bad.class.getName();
        assertThat(SettingsRules.violations(Bad.class))
                .containsExactly(
                        place + ".thread is of a type that the engine cannot bind: java.lang.Thread",
                        place + ".set is of a type that the engine cannot bind: java.util.Set<java.lang.String>",
                        place + ".byNumber is of a type that the engine cannot bind:"
                                + " java.util.Map<java.lang.Integer, java.lang.String>",
                        place + ".apiKey holds a secret and must be of the type Secret");
    }

    @Test
    void settingsThatAreNoRecordAreReported() {
        assertThat(SettingsRules.violations(String.class))
                .containsExactly("java.lang.String is no record: settings are the components of one");
    }
}
