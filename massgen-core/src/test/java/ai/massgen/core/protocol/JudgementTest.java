package ai.massgen.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class JudgementTest {
    private static final Input AGAIN = new Input.Judged(Scene.alias(3), new Judgement.Again("too short", "say more"));
    private static final Restart WHY = new Restart(Scene.alias(3), Scene.alias(2), "final", "too short", "say more");

    private static Rules rules(int restarts) {
        return new Rules(Rules.Start.BARRIER, 3, 3, 1, Novelty.LENIENT, false, restarts);
    }

    /** Agent 2 of three has presented. */
    private static Scene presented(int restarts) {
        return Scene.voting(3, rules(restarts))
                .votes(1, 2)
                .votes(2, 2)
                .take(new Input.Presented(Scene.alias(2), "final"));
    }

    @Test
    void withoutRestartsNobodyJudges() {
        assertThat(presented(0).outcome()).isInstanceOf(Outcome.Decided.class);
    }

    @Test
    void anotherAgentThanThePresenterJudges() {
        Scene scene = presented(1);

        assertThat(scene.effects())
                .containsExactly(new Effect.Judge(Scene.alias(3), new Brief.Judge(Scene.alias(2), "final")));
        assertThat(scene.facts()).containsExactly(new Fact.JudgementStarted(Scene.alias(3)));
    }

    @Test
    void theJudgeIsTheNextWhoStillTakesPart() {
        Scene scene = Scene.voting(3, rules(1)).failsForGood(3).votes(1, 2).votes(2, 2);
        scene.take(new Input.Presented(Scene.alias(2), "final"));

        assertThat(scene.only(Effect.Judge.class))
                .extracting(Effect.Judge::judge)
                .containsExactly(Scene.alias(1));
    }

    @Test
    void whereNobodyElseIsLeftNobodyJudges() {
        Scene scene = Scene.voting(2, rules(1)).failsForGood(1).votes(2, 2);
        scene.take(new Input.Presented(Scene.alias(2), "final"));

        assertThat(scene.outcome()).isInstanceOf(Outcome.Decided.class);
    }

    @Test
    void whatIsConfirmedIsTheAnswer() {
        Scene scene = presented(1).take(new Input.Judged(Scene.alias(3), new Judgement.Confirmed()));

        assertThat(scene.outcome())
                .isEqualTo(new Outcome.Decided(
                        Scene.alias(2),
                        "final",
                        true,
                        Map.of(Scene.alias(1), 0, Scene.alias(2), 2, Scene.alias(3), 0)));
    }

    @Test
    void whoCannotJudgeLeavesThePresentationAsItIs() {
        Scene scene = presented(1).take(new Input.JudgementFailed(Scene.alias(3), "overloaded"));

        assertThat(((Outcome.Decided) scene.outcome()).answer()).isEqualTo("final");
        assertThat(scene.facts()).containsExactly(new Fact.JudgementMissed(Scene.alias(3), "overloaded"));
    }

    @Test
    void onlyTheJudgeIsHeard() {
        Scene scene = presented(1);
        State before = scene.state();

        assertThat(scene.take(new Input.Judged(Scene.alias(1), new Judgement.Confirmed()))
                        .state())
                .isEqualTo(before);
        assertThat(scene.take(new Input.JudgementFailed(Scene.alias(2), "x")).state())
                .isEqualTo(before);
    }

    @Test
    void whatIsSentBackSendsAllToWorkAgainWithTheReason() {
        Scene scene = presented(1).take(AGAIN);

        Brief retry = new Brief.Retry(WHY, 3, List.of(), Choice.VOTE_OR_ANSWER);
        assertThat(scene.facts()).containsExactly(new Fact.Restarted(WHY));
        assertThat(scene.asked(1)).contains(retry);
        assertThat(scene.asked(2)).contains(retry);
        assertThat(scene.asked(3)).contains(retry);
    }

    /** The reference counted answers anew, so its limit was none over a run. */
    @Test
    void aRestartAllowsEachAgentOneMoreAnswerAndNotMore() {
        Scene scene = presented(1).take(AGAIN).answers(1, "longer");

        assertThat(scene.verdict(1)).isEqualTo(new Verdict.Accepted());
        scene.votes(2, 1).votes(3, 1);
        assertThat(scene.asked(1)).contains(new Brief.Update(4, List.of(), Choice.VOTE));
        assertThat(scene.answers(1, "longer still").verdict(1)).isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void aRestartVoidsTheVotesAndKeepsTheAnswers() {
        Scene scene = presented(1).take(AGAIN);

        assertThat(scene.state().board().currentVotes()).isEmpty();
        assertThat(scene.state().board().latestAnswers()).hasSize(3);
        assertThat(scene.standing(1)).isInstanceOf(Standing.Working.class);
    }

    @Test
    void aTurnThatFailsAfterARestartIsToldOfItAgain() {
        Scene scene = presented(1).take(AGAIN).fails(1);

        assertThat(scene.asked(1)).contains(new Brief.Retry(WHY, 3, List.of(), Choice.VOTE_OR_ANSWER));
    }

    @Test
    void afterTheLastRestartNobodyJudges() {
        Scene scene = presented(1).take(AGAIN).votes(1, 2).votes(2, 2);
        scene.take(new Input.Presented(Scene.alias(2), "better"));

        assertThat(((Outcome.Decided) scene.outcome()).answer()).isEqualTo("better");
    }

    @Test
    void aFailedPresentationIsNotJudged() {
        Scene scene = Scene.voting(3, rules(1)).votes(1, 2).votes(2, 2);
        scene.take(new Input.PresentationFailed(Scene.alias(2), "broken"));

        assertThat(scene.outcome()).isInstanceOf(Outcome.Decided.class);
    }

    static List<Input> ends() {
        return List.of(new Input.DeadlineReached(), new Input.WrapUp("late"), new Input.DecideNow("asked"));
    }

    @ParameterizedTest
    @MethodSource("ends")
    void whenTimeIsUpWhatWasPresentedStands(Input end) {
        Scene scene = presented(1).take(end);

        assertThat(((Outcome.Decided) scene.outcome()).answer()).isEqualTo("final");
    }

    @ParameterizedTest
    @MethodSource("ends")
    void whenTimeIsUpWhileTheWinnerPresentsNobodyJudges(Input end) {
        Scene scene = Scene.voting(3, rules(1)).votes(1, 2).votes(2, 2).take(end);
        scene.take(new Input.Presented(Scene.alias(2), "final"));

        assertThat(scene.outcome()).isInstanceOf(Outcome.Decided.class);
    }

    @Test
    void cancellingTheJudgementKeepsWhatWasPresented() {
        assertThat(presented(1).take(new Input.CancelRequested()).outcome())
                .isEqualTo(new Outcome.Cancelled(Optional.of(Scene.alias(2)), Optional.of("final")));
    }
}
