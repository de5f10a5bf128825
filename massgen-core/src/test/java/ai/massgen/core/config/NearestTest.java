package ai.massgen.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NearestTest {
    private static final List<String> NAMES = List.of("openai", "claude", "gemini", "scripted", "run", "max-rounds");

    @ParameterizedTest
    @CsvSource({
        "opnai,openai",
        "openia,openai",
        "OpenAI,openai",
        "openaii,openai",
        "claud,claude",
        "gemni,gemini",
        "rnu,run",
        "max_rounds,max-rounds",
        "scriptd,scripted"
    })
    void aTypingErrorIsRecognised(String typed, String meant) {
        assertThat(Nearest.to(typed, NAMES)).contains(meant);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ollama", "x", "", "abc", "runner", "openopenai", "opxyzi"})
    void anotherWordIsNoTypingError(String word) {
        assertThat(Nearest.to(word, NAMES)).isEmpty();
    }

    @Test
    void ofTwoEquallyNearTheFirstInTheAlphabetIsTaken() {
        assertThat(Nearest.to("bat", List.of("cat", "bar"))).contains("bar");
    }

    @Test
    void aLongTextIsNotCompared() {
        assertThat(Nearest.to("a".repeat(65), List.of("a".repeat(65)))).isEmpty();
    }
}
