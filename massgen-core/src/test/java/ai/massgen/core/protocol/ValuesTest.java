package ai.massgen.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @Test
    void anAliasIsReadAsItIsPrinted() {
        assertThat(new Alias(12)).hasToString("agent12");
        assertThat(Alias.parse("agent12")).contains(new Alias(12));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "agent",
                "agent0",
                "agent01",
                "agent-1",
                "agent1 ",
                "Agent1",
                "agent1.1",
                "agent9999999",
                "gpt"
            })
    void nothingElseIsAnAlias(String text) {
        assertThat(Alias.parse(text)).isEmpty();
    }

    @Test
    void anAnswerIsLabelledByAuthorAndVersion() {
        assertThat(new AnswerLabel(new Alias(2), 1)).hasToString("agent2.1");
    }

    @Test
    void impossibleNumbersAreRefusedAndQuoted() {
        assertThatIllegalArgumentException().isThrownBy(() -> new Alias(0)).withMessageContaining("0");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new AnswerLabel(new Alias(1), -3))
                .withMessageContaining("-3");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Protocol.initial(0, Rules.DEFAULT))
                .withMessageContaining("0");
    }

    @ParameterizedTest
    @CsvSource({
        "0,3,2,rejections",
        "101,3,2,rejections",
        "3,0,2,failures",
        "3,3,0,answersPerAgent",
        "3,3,101,answersPerAgent"
    })
    void everyRuleIsBounded(int rejections, int failures, int answers, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(
                        () -> new Rules(Rules.Start.BARRIER, rejections, failures, answers, Novelty.LENIENT, false, 0))
                .withMessageContaining(named);
    }

    @Test
    void theBoardKeepsTheHistoryAndShowsTheLatestInRosterOrder() {
        Board board = Board.EMPTY
                .withAnswer(new Alias(10), "x")
                .withAnswer(new Alias(2), "y")
                .withAnswer(new Alias(10), "z");

        assertThat(board.revision()).isEqualTo(3);
        assertThat(board.latestAnswers()).extracting(Answer::content).containsExactly("y", "z");
        assertThat(board.latest(new Alias(10)).orElseThrow().label()).hasToString("agent10.2");
        assertThat(board.history(new Alias(10))).extracting(Answer::content).containsExactly("x", "z");
        assertThat(board.latest(new Alias(1))).isEmpty();
    }

    @Test
    void theNewsOfAReaderIsWhatOthersHandedInSinceItLooked() {
        Board board = Board.EMPTY
                .withAnswer(new Alias(1), "a")
                .withAnswer(new Alias(2), "b")
                .withAnswer(new Alias(3), "c");

        assertThat(board.news(new Alias(3), 1)).extracting(Answer::content).containsExactly("b");
    }

    @Test
    void votesDoNotMakeARevisionAndAnswersOutdateThem() {
        Board board = Board.EMPTY.withAnswer(new Alias(1), "a");
        Board voted = board.withVote(new Vote(new Alias(2), new Alias(1), "good", 1));

        assertThat(voted.revision()).isEqualTo(1);
        assertThat(voted.currentVotes()).hasSize(1);
        assertThat(voted.withAnswer(new Alias(2), "b").currentVotes()).isEmpty();
    }

    @Test
    void aBoardDoesNotChangeWithTheMapsItWasMadeOf() {
        List<Answer> history = new java.util.ArrayList<>();
        history.add(new Answer(new AnswerLabel(new Alias(1), 1), "a", 1));
        Board board = new Board(1, Map.of(new Alias(1), history), Map.of());
        history.clear();

        assertThat(board.latestAnswers()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "LENIENT, a b c d, a b c d, true",
        "LENIENT, A  b c D, a b c d, true",
        "LENIENT, a b c d, d c b a, false",
        "LENIENT, a b c d, a b c e, false",
        "BALANCED, a b c d e f g h, a b c d e f g i, true", // 7/9
        "BALANCED, a b c d e f, a b c d e g, true", // 5/7 = 0.714
        "BALANCED, a b c d e, a b c d f, false", // 4/6
        "BALANCED, a b c d e f g x y z, a b c d e f g, false", // 0.70 sharp is allowed
        "STRICT, a b c d e, a b c d f, true", // 4/6
        "STRICT, a b c, a b d, false", // 0.50 sharp is allowed
        "STRICT, a b, c d, false",
        "STRICT, a b c d, d c b a, true",
    })
    void noveltyRefusesLikenessAboveItsLimit(Novelty novelty, String text, String known, boolean refused) {
        assertThat(novelty.refuses(text, known)).isEqualTo(refused);
    }
}
