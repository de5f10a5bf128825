package ai.massgen.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WellFormedTest {
    @Test
    void halvesOfSurrogatePairsAreReplaced() {
        assertThat(WellFormed.of("a\ud800b\udc00c\ud83d\ude00")).isEqualTo("a\ufffdb\ufffdc\ud83d\ude00");
    }

    @Test
    void everythingElseStaysAsItIs() {
        String text = "a\u0000\u200b\u202e\ufffe😀\n";

        assertThat(WellFormed.of(text)).isSameAs(text);
    }
}
