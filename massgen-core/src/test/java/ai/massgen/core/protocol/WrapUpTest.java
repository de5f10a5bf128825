package ai.massgen.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WrapUpTest {
    private static final Input WRAP_UP = new Input.WrapUp("time is nearly up");

    @Test
    void whoIsAtWorkIsToldOnce() {
        Scene scene = Scene.voting(3).votes(1, 2).take(WRAP_UP);

        assertThat(scene.facts()).containsExactly(new Fact.WrapUpBegan("time is nearly up"));
        assertThat(scene.effects())
                .containsExactly(
                        new Effect.Hurry(Scene.alias(2), scene.turn(2)),
                        new Effect.Hurry(Scene.alias(3), scene.turn(3)));
        assertThat(scene.take(WRAP_UP).effects()).isEmpty();
    }

    @Test
    void anAnswerUnderWayIsStillTaken() {
        Scene scene = Scene.voting(3).take(WRAP_UP).answers(1, "a better idea");

        assertThat(scene.verdict(1)).isEqualTo(new Verdict.Accepted());
    }

    @Test
    void nobodyIsAskedForMoreAnswers() {
        Scene scene = Scene.voting(3).votes(3, 3).take(WRAP_UP).answers(1, "a better idea");

        assertThat(scene.asked(3))
                .contains(new Brief.Update(4, scene.state().board().news(Scene.alias(3), 3), Choice.VOTE_NOW));
        assertThat(Scene.rejection(scene.answers(3, "one more").verdict(3))).contains("coming to its end");
    }

    @Test
    void nobodyWaitsForSlowAgentsAnyMore() {
        Scene scene = Scene.begun(3).answers(1, "a").answers(2, "b");
        assertThat(scene.only(Effect.StartTurn.class)).isEmpty();
        scene.take(WRAP_UP);

        List<Answer> board = scene.state().board().latestAnswers();
        assertThat(scene.asked(1)).contains(new Brief.Evaluate(2, board, Choice.VOTE_NOW));
        assertThat(scene.asked(2)).contains(new Brief.Evaluate(2, board, Choice.VOTE_NOW));
        assertThat(scene.effects()).contains(new Effect.Hurry(Scene.alias(3), 1));
    }

    @Test
    void aFirstAnswerThatIsAskedForAgainIsAskedForInAHurry() {
        Scene scene = Scene.begun(2).take(WRAP_UP).fails(1);

        assertThat(scene.asked(1)).contains(new Brief.FirstAnswer(true));
    }

    @Test
    void aRunThatHasNotBegunHasNothingToWrapUp() {
        Scene scene = Scene.of(2, Rules.DEFAULT);
        State before = scene.state();

        assertThat(scene.take(WRAP_UP).state()).isEqualTo(before);
    }

    @Test
    void decidingNowIsTheDeadlineWithAnotherReason() {
        Scene scene = Scene.voting(5).votes(4, 3).take(new Input.DecideNow("the user asked for it"));

        assertThat(scene.presenter()).contains(Scene.alias(3));
        assertThat(scene.facts())
                .contains(new Fact.Decided(
                        Scene.alias(3),
                        Map.of(
                                Scene.alias(1),
                                0,
                                Scene.alias(2),
                                0,
                                Scene.alias(3),
                                1,
                                Scene.alias(4),
                                0,
                                Scene.alias(5),
                                0),
                        "the user asked for it"));
    }

    @Test
    void decidingNowWithoutAnAnswerEndsTheRun() {
        assertThat(Scene.begun(2).take(new Input.DecideNow("asked")).outcome()).isInstanceOf(Outcome.NoAnswer.class);
    }
}
