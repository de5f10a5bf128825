package ai.massgen.toolkit.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptTest {
    @Test
    void whatIsQuotedIsOneLineWithoutControlCharactersAndWithoutItsFullStop() {
        assertThat(Excerpt.of("  Bad\r\n\tgateway\u001b[31m. ")).isEqualTo("Bad gateway [31m");
        assertThat(Excerpt.of("")).isEmpty();
    }

    @Test
    void whatIsQuotedIsShortAndNoCharacterIsTorn() {
        assertThat(Excerpt.of("x".repeat(10_000))).isEqualTo("x".repeat(500) + "…");
        assertThat(Excerpt.of("x".repeat(499) + "🌍🌍")).isEqualTo("x".repeat(499) + "…");
        assertThat(Excerpt.of("x".repeat(500))).isEqualTo("x".repeat(500));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sk-proj-0123456789abcdef",
                "gsk_0123456789abcdef",
                "xai-0123456789abcdef",
                "AIzaSy0123456789abcdef",
                "Bearer 0123456789abcdef"
            })
    void whatLooksLikeSomebodysKeyIsNotQuoted(String key) {
        assertThat(Excerpt.of("upstream said: " + key + " is wrong")).isEqualTo("upstream said: *** is wrong");
    }
}
