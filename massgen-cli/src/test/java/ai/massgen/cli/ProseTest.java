package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ProseTest {
    private static List<String> written(int columns, String text) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new Prose(new PrintStream(out, true, StandardCharsets.UTF_8), columns).write(text);
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void linesAreBrokenBetweenWordsAndHang() {
        assertThat(written(20, "  one two three four five six"))
                .containsExactly("  one two three four", "      five six");
    }

    @Test
    void aWordThatIsTooLongStaysWhole() {
        assertThat(written(20, "see /a/path/that/is/longer/than/the/line now"))
                .containsExactly("see", "    /a/path/that/is/longer/than/the/line", "    now");
    }

    @Test
    void linesOfTheTextStayLines() {
        assertThat(written(20, "one\n\ntwo")).containsExactly("one", "", "two");
        assertThat(written(20, "")).containsExactly("");
    }

    @Test
    void whereNobodyWatchesNothingIsBroken() {
        String line = "word ".repeat(100).strip();

        assertThat(written(Integer.MAX_VALUE, line)).containsExactly(line);
    }

    @Test
    void whatSomebodyElseWroteMovesNoCursor() {
        assertThat(written(80, "fine\u001b[2Jbad")).containsExactly("fine\\e[2Jbad");
    }
}
