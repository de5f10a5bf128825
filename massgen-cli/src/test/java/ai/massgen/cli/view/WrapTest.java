package ai.massgen.cli.view;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class WrapTest {
    private static List<String> rows(String line, int columns) {
        return Wrap.rows(line, columns, 0, 0);
    }

    @Test
    void linesThatFitStayAsTheyAre() {
        assertThat(rows("", 10)).containsExactly("");
        assertThat(rows("  0123456 ", 10)).containsExactly("  0123456 ");
        assertThat(rows("漢字漢字漢", 10)).containsExactly("漢字漢字漢");
    }

    @Test
    void linesBreakBetweenWords() {
        assertThat(rows("one two three four", 10)).containsExactly("one two", "three four");
    }

    @Test
    void namesAndPathsStayWhole() {
        assertThat(rows("bounded by tmp-size, see /etc/a.conf", 15))
                .containsExactly("bounded by", "tmp-size, see", "/etc/a.conf");
    }

    @Test
    void aWordThatIsLongerThanTheScreenFillsRowsOfItsOwn() {
        assertThat(rows("a 0123456789abcde f", 10)).containsExactly("a", "0123456789", "abcde f");
    }

    @Test
    void chineseBreaksAnywhereButNotBeforeAFullStop() {
        assertThat(rows("合并排序是稳定的。", 8)).containsExactly("合并排序", "是稳定", "的。");
    }

    @Test
    void charactersOfSeveralPartsStayTogether() {
        assertThat(rows("👍🏽👍🏽👍🏽", 4)).containsExactly("👍🏽👍🏽", "👍🏽");
        assertThat(rows("e\u0301e\u0301e\u0301e\u0301", 3)).containsExactly("e\u0301e\u0301e\u0301", "e\u0301");
    }

    @Test
    void theFirstRowLeavesRoomForWhatStandsBeforeIt() {
        assertThat(Wrap.rows("one two three", 10, 4, 2)).containsExactly("one", "two", "three");
        assertThat(Wrap.rows("one two three", 10, 3, 0)).containsExactly("one two", "three");
    }

    @Test
    void furtherRowsOfAListItemHangUnderItsText() {
        assertThat(Wrap.hang("plain", 30)).isZero();
        assertThat(Wrap.hang("  code", 30)).isEqualTo(2);
        assertThat(Wrap.hang("- item", 30)).isEqualTo(2);
        assertThat(Wrap.hang("   12. item", 30)).isEqualTo(7);
        assertThat(Wrap.hang("> quoted", 30)).isEqualTo(2);
        assertThat(Wrap.hang("-5 is no item", 30)).isZero();
        assertThat(Wrap.hang(" ".repeat(100) + "deep", 30)).isEqualTo(10);
    }

    @Test
    void noRowIsTooWideAndNothingButSpacesIsLost() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        String[] words = {
            "a", "word", "longer-word", "漢字", "한국어", "👍🏽", "e\u0301", " ", "  ", "/a/b/c", "x".repeat(50)
        };
        for (int i = 0; i < 2_000; i++) {
            String line = IntStream.range(0, random.nextInt(40))
                    .mapToObj(each -> words[random.nextInt(words.length)])
                    .collect(Collectors.joining(random.nextBoolean() ? " " : ""));
            int hang = random.nextInt(4);

            List<String> rows = Wrap.rows(line, 17, hang, hang);

            assertThat(rows)
                    .as("seed %s, line '%s'", seed, line)
                    .allMatch(row -> Columns.of(row.stripTrailing()) + hang <= 17);
            assertThat(String.join("", rows).replace(" ", "")).isEqualTo(line.replace(" ", ""));
        }
    }
}
