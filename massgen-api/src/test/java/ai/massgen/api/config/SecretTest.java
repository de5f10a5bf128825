package ai.massgen.api.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretTest {
    private record Settings(String model, Secret apiKey) {}

    @Test
    void aSecretInARecordPrintsAsStars() {
        Settings settings = new Settings("m-1", Secret.of("sk-very-secret"));

        assertThat(settings.toString()).isEqualTo("Settings[model=m-1, apiKey=***]");
    }

    @Test
    void formattingAndConcatenationPrintStars() {
        Secret secret = Secret.of("sk-very-secret");

        assertThat("key " + secret + String.format(" %s", secret)).isEqualTo("key *** ***");
    }

    @Test
    void revealGivesTheValueBack() {
        assertThat(Secret.of(" sk with blanks ").reveal()).isEqualTo(" sk with blanks ");
    }

    @Test
    void redactReplacesEveryOccurrence() {
        assertThat(Secret.of("abc").redact("abc is wrong: 'Bearer abc' (abcabc)"))
                .isEqualTo("*** is wrong: 'Bearer ***' (******)");
    }

    @Test
    void redactTakesTheSecretLiterally() {
        assertThat(Secret.of("a.c$1\\").redact("abc and a.c$1\\")).isEqualTo("abc and ***");
    }

    @Test
    void redactLeavesOtherTextAlone() {
        assertThat(Secret.of("abc").redact("nothing of it")).isEqualTo("nothing of it");
    }

    @Test
    void secretsAreEqualByValue() {
        assertThat(Secret.of("one")).isEqualTo(Secret.of("one")).hasSameHashCodeAs(Secret.of("one"));
        assertThat(Secret.of("one")).isNotEqualTo(Secret.of("two")).isNotEqualTo("one");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\t\n"})
    void aBlankSecretIsRefused(String blank) {
        assertThatThrownBy(() -> Secret.of(blank))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a secret must not be blank");
    }
}
