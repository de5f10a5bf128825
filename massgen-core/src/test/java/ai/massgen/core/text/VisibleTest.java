package ai.massgen.core.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VisibleTest {
    @ParameterizedTest
    @CsvSource({
        "001b,\\e",
        "0007,\\u{7}",
        "000d,\\r",
        "000a,\\n",
        "0009,\\t",
        "009b,\\u{9b}",
        "200b,\\u{200b}",
        "200d,\\u{200d}",
        "202e,\\u{202e}",
        "2066,\\u{2066}",
        "feff,\\u{feff}",
        "00ad,\\u{ad}",
        "2028,\\u{2028}",
        "3164,\\u{3164}",
        "e0041,\\u{e0041}",
        "e0101,\\u{e0101}",
        "d800,\\u{d800}",
        "0000,\\u{0}",
        "e000,\\u{e000}"
    })
    void whatCannotBeSeenIsShownAsAnEscape(String point, String shown) {
        String text = "a" + new StringBuilder().appendCodePoint(Integer.parseInt(point, 16)) + "b";
        assertThat(Visible.line(text, 100)).isEqualTo("a" + shown + "b");
    }

    @Test
    void ordinaryTextOfAnyScriptStays() {
        String text = "Grüße, 你好, مرحبا, नमस्ते, é, 🎉, ✔️";
        assertThat(Visible.line(text, 100)).isEqualTo(text);
    }

    @Test
    void aBlockKeepsLinesAndTabsButNoReturns() {
        assertThat(Visible.block("a\n\tb\r\n", 100)).isEqualTo("a\n\tb\\r\n");
    }

    @Test
    void textIsCutBetweenCharactersAndNeverLongerThanAsked() {
        assertThat(Visible.line("abcdef", 6)).isEqualTo("abcdef");
        assertThat(Visible.line("abcdefg", 6)).isEqualTo("abcde…");
        assertThat(Visible.line("ab𝄞𝄞", 4)).isEqualTo("ab…");
        assertThat(Visible.line("\u001b\u001b\u001b", 4)).isEqualTo("\\e…");
    }
}
