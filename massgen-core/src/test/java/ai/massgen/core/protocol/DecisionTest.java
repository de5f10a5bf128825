package ai.massgen.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DecisionTest {
    /** Votes as digits by voter, 0 for not yet; the winner, 0 for undecided. */
    @ParameterizedTest
    @CsvSource({
        "00, 0",
        "10, 1",
        "20, 0",
        "02, 0",
        "01, 1",
        "21, 1",
        "22, 2",
        "000, 0",
        "100, 0",
        "110, 1",
        "220, 2",
        "330, 3",
        "230, 0",
        "320, 0",
        "231, 1",
        "012, 0",
        "310, 0",
        "311, 1",
        "3210, 0",
        "2200, 0",
        "1100, 1",
        "3300, 0",
        "2233, 2",
        "0033, 0",
        "4440, 4",
        "4400, 0",
        "33322, 3",
        "33300, 3",
        "22100, 0",
        "22110, 0",
        "55000, 0",
        "55500, 5",
    })
    void aRunIsDecidedAsSoonAsTheLeaderCannotBeOvertaken(String votes, int winner) {
        Scene scene = Scene.voting(votes.length());
        for (int voter = 1; voter <= votes.length(); voter++) {
            int target = votes.charAt(voter - 1) - '0';
            if (target > 0) {
                scene.votes(voter, target);
            }
        }
        Optional<Alias> expected = winner == 0 ? Optional.empty() : Optional.of(new Alias(winner));

        assertThat(scene.allEffects().stream()
                        .filter(Effect.Present.class::isInstance)
                        .map(effect -> ((Effect.Present) effect).winner())
                        .findFirst())
                .isEqualTo(expected);
    }

    @Test
    void outstandingTurnsAreCancelledBeforeTheWinnerPresents() {
        Scene scene = Scene.voting(3).votes(1, 2).votes(2, 2);

        String why = "the leader can no longer be overtaken";
        assertThat(scene.effects())
                .containsExactly(
                        new Effect.Continue(Scene.alias(2), 2, new Verdict.Accepted()),
                        new Effect.CancelTurn(Scene.alias(3), 2, why),
                        new Effect.Present(
                                Scene.alias(2),
                                new Brief.Presentation(
                                        List.of(scene.state()
                                                .board()
                                                .latest(Scene.alias(2))
                                                .orElseThrow()),
                                        scene.state().board().currentVotes(),
                                        Scene.alias(2))));
        assertThat(scene.facts())
                .endsWith(
                        new Fact.Decided(
                                Scene.alias(2), Map.of(Scene.alias(1), 0, Scene.alias(2), 2, Scene.alias(3), 0), why),
                        new Fact.PresentationStarted(Scene.alias(2)));
    }

    @Test
    void aSingleAgentIsNotAskedToVote() {
        Scene scene = Scene.begun(1).answers(1, "a");

        assertThat(scene.presenter()).contains(Scene.alias(1));
        assertThat(scene.allEffects()).hasSize(3);
    }

    @ParameterizedTest
    @CsvSource({"1", "2", "3", "5", "8", "12"})
    void agentsThatAnswerOnceAndVoteOnceTakeAtMostTwoCallsEachAndThePresentation(int agents) {
        Scene scene = Scene.voting(agents);
        for (int voter = agents; voter >= 1; voter--) {
            scene.votes(voter, voter);
        }

        assertThat(calls(scene)).isLessThanOrEqualTo(2 * agents + 1);
        assertThat(scene.state().phase()).isInstanceOf(Phase.Presenting.class);
    }

    @ParameterizedTest
    @CsvSource({"2", "3", "5", "8", "12"})
    void aSecondRoundOfAnswersTakesOneMoreCallEach(int agents) {
        Scene scene = Scene.voting(agents);
        for (int author = 1; author <= agents; author++) {
            scene.answers(author, "second thoughts of " + author);
        }
        for (int voter = agents; voter >= 1; voter--) {
            scene.votes(voter, voter);
        }

        assertThat(calls(scene)).isLessThanOrEqualTo(3 * agents + 1);
        assertThat(scene.state().phase()).isInstanceOf(Phase.Presenting.class);
    }

    private static long calls(Scene scene) {
        return scene.allEffects().stream()
                .filter(effect -> effect instanceof Effect.StartTurn || effect instanceof Effect.Present)
                .count();
    }

    @Test
    void theWinnerIsGivenWhatItHasNotSeen() {
        Scene scene = Scene.voting(3).votes(1, 1).answers(2, "a better idea");
        scene.take(new Input.DeadlineReached());

        Brief.Presentation brief =
                (Brief.Presentation) scene.only(Effect.Present.class).getFirst().brief();
        assertThat(brief.answers())
                .extracting(answer -> answer.label().toString())
                .containsExactly("agent1.1", "agent2.2");
        assertThat(brief.votes()).isEmpty();
    }
}
