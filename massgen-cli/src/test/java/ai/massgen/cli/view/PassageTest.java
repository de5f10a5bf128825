package ai.massgen.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PassageTest {
    private static final Layout TERMINAL = new Layout(20, false, 4);
    private static final Layout PIPE = new Layout(Layout.LONGEST_LINE, true, 1);

    private static Passage passage(Layout layout) {
        return new Passage(layout, "", Integer.MAX_VALUE);
    }

    private static List<String> rows(Layout layout, String... pieces) {
        Passage passage = passage(layout);
        for (String piece : pieces) {
            passage.add(piece);
        }
        passage.end();
        return passage.take();
    }

    @Test
    void aLineIsReadyWhenItEnds() {
        Passage passage = passage(PIPE);

        passage.add("one");
        assertThat(passage.take()).isEmpty();
        passage.add(" two\nthr");
        assertThat(passage.take()).containsExactly("one two");
        passage.end();
        assertThat(passage.take()).containsExactly("thr");
    }

    @Test
    void aRowOfALongLineIsReadyWhenItIsFull() {
        Passage passage = passage(TERMINAL);

        passage.add("- one two three four fi");
        assertThat(passage.take()).containsExactly("- one two three four");
        passage.add("ve six seven eight");
        assertThat(passage.take()).containsExactly("  five six seven");
        passage.end();
        assertThat(passage.take()).containsExactly("  eight");
    }

    @Test
    void emptyLinesStay() {
        assertThat(rows(PIPE, "\na\n\n\nb\n")).containsExactly("", "a", "", "", "b");
    }

    @Test
    void emptyLinesWaitForWhatFollows() {
        Passage passage = passage(PIPE);

        passage.add("a\n\n");
        assertThat(passage.take()).containsExactly("a");
        passage.add("b\n\n\n");
        assertThat(passage.take()).containsExactly("", "b");
        passage.end();
        assertThat(passage.take()).isEmpty();
    }

    @Test
    void aFloodOfEmptyLinesIsNotKept() {
        assertThat(rows(PIPE, "a" + "\n".repeat(100_000) + "b"))
                .hasSize(22)
                .startsWith("a", "")
                .endsWith("", "b");
    }

    @Test
    void aCharacterThatComesInTwoPiecesIsOne() {
        assertThat(rows(PIPE, "\ud83d", "\udc4d")).containsExactly("👍");
        assertThat(rows(PIPE, "\ud83d")).containsExactly("\\u{d83d}");
    }

    @Test
    void aLineEndThatComesInTwoPiecesIsOne() {
        assertThat(rows(PIPE, "a\r", "\nb\r\nc\rd\r")).containsExactly("a", "b", "c\\rd\\r");
    }

    @Test
    void tabsAreSpacesOnlyWhereColumnsAreCounted() {
        assertThat(rows(PIPE, "a\tb")).containsExactly("a\tb");
        assertThat(rows(TERMINAL, "a\tb")).containsExactly("a    b");
    }

    @Test
    void aLineWithoutEndIsCut() {
        Passage passage = passage(PIPE);
        for (int i = 0; i < 10; i++) {
            passage.add("x".repeat(5_000));
        }

        assertThat(passage.take()).containsExactly("x".repeat(16_384), "x".repeat(16_384), "x".repeat(16_384));
        passage.add("\n");
        assertThat(passage.take()).containsExactly("x".repeat(50_000 - 3 * 16_384));
    }

    @Test
    void signsThatTakeNoColumnsAreNotKeptForEver() {
        Passage passage = passage(TERMINAL);
        for (int i = 0; i <= Layout.LONGEST_LINE; i++) {
            passage.add("\u0301");
        }

        assertThat(passage.take()).hasSize(1);
        passage.add("\nb\n");
        assertThat(passage.take()).containsExactly("b");
    }

    @Test
    void beyondTheLimitNothingIsShown() {
        Passage passage = new Passage(PIPE, "thinks: ", 5);
        passage.add("123");
        passage.add("45");
        passage.add("6");
        passage.add("7\n8\n");
        passage.end();

        assertThat(passage.take()).containsExactly("thinks: 12345…");
    }

    @Test
    void theLimitDoesNotCutACharacter() {
        Passage passage = new Passage(PIPE, "", 2);
        passage.add("a👍b");
        passage.end();

        assertThat(passage.take()).containsExactly("a…");
    }

    @Test
    void howTheTextIsCutIntoPiecesDoesNotMatter() {
        String text =
                "One two three four, 合并排序是稳定的。\r\n  - a list item that is long, e\u0301 👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽👍🏽\n\n"
                        + "and a-very-long-word-that-does-not-fit-anywhere at all\u001b[31m \tend";
        List<String> whole = rows(TERMINAL, text);
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            assertThat(rows(TERMINAL, pieces(text, random))).as("seed %s", seed).isEqualTo(whole);
        }
    }

    private static String[] pieces(String text, Random random) {
        List<String> pieces = new ArrayList<>();
        int start = 0;
        while (start < text.length()) {
            int end = Math.min(text.length(), start + random.nextInt(9));
            pieces.add(text.substring(start, end));
            start = end;
        }
        return pieces.toArray(String[]::new);
    }
}
