package ai.massgen.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ColumnsTest {
    @ParameterizedTest
    @CsvSource({
        "abc, 3",
        "Grüße, 5",
        "漢字, 4",
        "ひらがな, 8",
        "한국어, 6",
        "ｗｉｄｅ, 8",
        "「引用」, 8",
        "é…│, 3",
        "привет, 6",
        "👍, 2",
        "✅, 2",
        "🇩🇪, 2",
        "👍🏽, 2",
        "𠀋, 2"
    })
    void textTakesTheColumnsThatTerminalsGiveIt(String text, int columns) {
        assertThat(Columns.of(text)).isEqualTo(columns);
    }

    @Test
    void marksThatAreDrawnOverALetterTakeNoColumn() {
        assertThat(Columns.of("e\u0301a\u0308\u0323")).isEqualTo(2);
    }

    @Test
    void koreanSyllablesThatAreWrittenInPartsAreAsWideAsWhole() {
        assertThat(Columns.of("\u1112\u1161\u11ab")).isEqualTo(2);
    }

    @Test
    void aSignIsAsWideAsAnEmojiOnlyIfItAsksToBeOne() {
        assertThat(Columns.of("\u2764")).isEqualTo(1);
        assertThat(Columns.of("\u2764\ufe0f")).isEqualTo(2);
    }
}
