package ai.massgen.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndingTest {
    private static Scene presenting() {
        return Scene.voting(3).votes(1, 2).votes(2, 2);
    }

    private static final Map<Alias, Integer> TALLY = Map.of(Scene.alias(1), 0, Scene.alias(2), 2, Scene.alias(3), 0);

    @Test
    void thePresentationIsTheAnswer() {
        Scene scene = presenting().take(new Input.Presented(Scene.alias(2), "final"));

        assertThat(scene.outcome()).isEqualTo(new Outcome.Decided(Scene.alias(2), "final", true, TALLY));
        assertThat(scene.effects()).containsExactly(new Effect.Finish(scene.outcome()));
    }

    @Test
    void aFailedPresentationFallsBackOnTheStoredAnswer() {
        Scene scene = presenting().take(new Input.PresentationFailed(Scene.alias(2), "too slow"));

        assertThat(scene.outcome()).isEqualTo(new Outcome.Decided(Scene.alias(2), "first thoughts of 2", false, TALLY));
        assertThat(scene.facts()).containsExactly(new Fact.PresentationMissed(Scene.alias(2), "too slow"));
    }

    @Test
    void anEmptyPresentationFallsBackOnTheStoredAnswer() {
        Scene scene = presenting().take(new Input.Presented(Scene.alias(2), " \n"));

        assertThat(((Outcome.Decided) scene.outcome()).presented()).isFalse();
    }

    @Test
    void theDeadlineDoesNotCutThePresentation() {
        Scene scene = presenting().take(new Input.DeadlineReached());

        assertThat(scene.effects()).isEmpty();
        assertThat(scene.take(new Input.Presented(Scene.alias(2), "final")).outcome())
                .isEqualTo(new Outcome.Decided(Scene.alias(2), "final", true, TALLY));
    }

    @Test
    void onTheDeadlineTheCurrentVotesDecide() {
        Scene scene = Scene.voting(5).votes(4, 3).take(new Input.DeadlineReached());

        assertThat(scene.presenter()).contains(Scene.alias(3));
        assertThat(scene.only(Effect.CancelTurn.class)).hasSize(4);
    }

    @Test
    void onTheDeadlineAnOutdatedVoteDoesNotCount() {
        Scene scene = Scene.voting(3).votes(1, 3).answers(2, "a better idea").take(new Input.DeadlineReached());

        assertThat(scene.presenter()).contains(Scene.alias(1));
    }

    @Test
    void onTheDeadlineTheFirstAnswerInTheRosterWinsWithoutVotes() {
        Scene scene = Scene.begun(3).answers(3, "c").answers(2, "b").take(new Input.DeadlineReached());

        assertThat(scene.presenter()).contains(Scene.alias(2));
    }

    @Test
    void onTheDeadlineWithoutAnAnswerThereIsNone() {
        Scene scene = Scene.begun(2).failsForGood(1).take(new Input.DeadlineReached());

        assertThat(scene.outcome())
                .isEqualTo(new Outcome.NoAnswer(Map.of(
                        Scene.alias(1),
                        "backend.auth: wrong key",
                        Scene.alias(2),
                        "had not answered when the time for coordination was up")));
        assertThat(scene.effects()).hasSize(2);
    }

    @Test
    void cancellingKeepsTheLeadersAnswer() {
        Scene scene = Scene.voting(5).votes(1, 3).take(new Input.CancelRequested());

        assertThat(scene.outcome())
                .isEqualTo(new Outcome.Cancelled(Optional.of(Scene.alias(3)), Optional.of("first thoughts of 3")));
        assertThat(scene.only(Effect.CancelTurn.class)).hasSize(4);
    }

    @Test
    void cancellingBeforeAnyAnswerLeavesNothing() {
        assertThat(Scene.begun(2).take(new Input.CancelRequested()).outcome())
                .isEqualTo(new Outcome.Cancelled(Optional.empty(), Optional.empty()));
    }

    @Test
    void cancellingThePresentationKeepsTheWinnersAnswer() {
        assertThat(presenting().take(new Input.CancelRequested()).outcome())
                .isEqualTo(new Outcome.Cancelled(Optional.of(Scene.alias(2)), Optional.of("first thoughts of 2")));
    }

    @Test
    void aRunThatHasNotBegunCanBeCancelled() {
        assertThat(Scene.of(2, Rules.DEFAULT).take(new Input.CancelRequested()).outcome())
                .isEqualTo(new Outcome.Cancelled(Optional.empty(), Optional.empty()));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void inputsOutOfPlaceChangeNothing(int which) {
        Input input = switch (which) {
            case 0 -> new Input.Begin();
            case 1 -> new Input.Submitted(Scene.alias(1), 1, 0, new Submission.NewAnswer("late"));
            case 2 -> new Input.Submitted(Scene.alias(3), 9, 3, new Submission.CastVote("agent1", ""));
            case 3 -> new Input.Submitted(Scene.alias(99), 1, 0, new Submission.NewAnswer("who"));
            case 4 -> new Input.TurnFailed(Scene.alias(3), 1, "x", "late", true);
            case 5 -> new Input.TurnEnded(Scene.alias(3), 1);
            case 6 -> new Input.Presented(Scene.alias(1), "not the winner");
            case 9 -> new Input.Judged(Scene.alias(1), new Judgement.Confirmed());
            case 10 -> new Input.JudgementFailed(Scene.alias(1), "who");
            case 7 -> new Input.PresentationFailed(Scene.alias(99), "who");
            default -> new Input.Submitted(Scene.alias(3), -1, -1, new Submission.NewAnswer(""));
        };
        Scene voting = Scene.voting(3).votes(1, 2);
        Scene over = presenting().take(new Input.Presented(Scene.alias(2), "final"));
        for (Scene scene : new Scene[] {voting, presenting(), over}) {
            State before = scene.state();
            assertThat(scene.take(input).state()).isEqualTo(before);
            assertThat(scene.effects()).isEmpty();
            assertThat(scene.facts()).isEmpty();
        }
    }

    @Test
    void nothingMovesAFinishedRun() {
        Scene scene = presenting().take(new Input.Presented(Scene.alias(2), "final"));
        Outcome outcome = scene.outcome();
        scene.take(new Input.CancelRequested())
                .take(new Input.DeadlineReached())
                .take(new Input.Begin());

        assertThat(scene.outcome()).isEqualTo(outcome);
        assertThat(scene.effects()).isEmpty();
    }

    @Test
    void nothingHappensBeforeTheRunBegins() {
        Scene scene = Scene.of(2, Rules.DEFAULT)
                .take(new Input.Submitted(Scene.alias(1), 0, 0, new Submission.NewAnswer("early")))
                .take(new Input.TurnEnded(Scene.alias(1), 0));

        assertThat(scene.state()).isEqualTo(Protocol.initial(2, Rules.DEFAULT));
    }
}
