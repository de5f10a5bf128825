package ai.massgen.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class FirstRoundTest {
    private static final Rules EAGER = new Rules(Rules.Start.EAGER, 3, 3, 2, Novelty.LENIENT, false, 0);

    @Test
    void everyAgentIsAskedForAFirstAnswerAtOnce() {
        Scene scene = Scene.begun(3);

        assertThat(scene.effects())
                .containsExactly(
                        new Effect.StartTurn(Scene.alias(1), 1, new Brief.FirstAnswer(false)),
                        new Effect.StartTurn(Scene.alias(2), 1, new Brief.FirstAnswer(false)),
                        new Effect.StartTurn(Scene.alias(3), 1, new Brief.FirstAnswer(false)));
    }

    @Test
    void nobodyIsAskedToVoteBeforeEverybodyHasAnswered() {
        Scene scene = Scene.begun(3).answers(3, "c").answers(1, "a");

        assertThat(scene.effects()).containsExactly(new Effect.Continue(Scene.alias(1), 1, new Verdict.Accepted()));
    }

    @Test
    void theLastAnswerOpensTheVoteForAllWithAllAnswers() {
        Scene scene = Scene.begun(3).answers(3, "c").answers(1, "a").answers(2, "b");

        Brief.Evaluate brief = new Brief.Evaluate(3, scene.state().board().latestAnswers(), Choice.VOTE_OR_ANSWER);
        assertThat(brief.answers()).extracting(Answer::content).containsExactly("a", "b", "c");
        assertThat(scene.only(Effect.StartTurn.class))
                .containsExactly(
                        new Effect.StartTurn(Scene.alias(1), 2, brief),
                        new Effect.StartTurn(Scene.alias(2), 2, brief),
                        new Effect.StartTurn(Scene.alias(3), 2, brief));
    }

    @Test
    void anAcceptedAnswerIsTold() {
        Scene scene = Scene.begun(2).answers(2, "b");

        assertThat(scene.facts())
                .containsExactly(new Fact.AnswerAccepted(new Answer(new AnswerLabel(Scene.alias(2), 1), "b", 1)));
    }

    @Test
    void theBarrierOpensWhenTheLastSilentAgentWithdraws() {
        Scene scene = Scene.begun(3).answers(1, "a").answers(2, "b").failsForGood(3);

        assertThat(scene.only(Effect.StartTurn.class))
                .extracting(Effect.StartTurn::agent)
                .containsExactly(Scene.alias(1), Scene.alias(2));
    }

    @Test
    void eagerAgentsSeeEachAnswerAsItComes() {
        Scene scene = Scene.begun(3, EAGER).answers(1, "a").answers(2, "b");

        assertThat(scene.asked(1))
                .contains(new Brief.Evaluate(2, scene.state().board().latestAnswers(), Choice.VOTE_OR_ANSWER));
        assertThat(scene.asked(2))
                .contains(new Brief.Evaluate(2, scene.state().board().latestAnswers(), Choice.VOTE_OR_ANSWER));
    }

    @Test
    void anEagerAgentAloneWithItsOwnAnswerWaits() {
        assertThat(Scene.begun(2, EAGER).answers(1, "a").asked(1)).isEmpty();
    }

    @Test
    void anEagerMajorityDoesNotWaitForTheRest() {
        Scene scene = Scene.begun(5, EAGER).answers(1, "a").answers(2, "b").answers(3, "c");
        scene.hands(1, new Submission.CastVote("agent1", "")).hands(2, new Submission.CastVote("agent1", ""));
        scene.votes(3, 1);
        assertThat(scene.verdict(3)).isInstanceOf(Verdict.Accepted.class);
        assertThat(scene.presenter()).isEmpty();
        // the first two voted before the third answer was there
        scene.votes(1, 1).votes(2, 1);

        assertThat(scene.presenter()).contains(Scene.alias(1));
        assertThat(scene.only(Effect.CancelTurn.class))
                .extracting(Effect.CancelTurn::agent)
                .containsExactly(Scene.alias(4), Scene.alias(5));
    }

    @Test
    void withoutCoordinationTheFirstAgentPresentsAtOnce() {
        Rules skip = new Rules(Rules.Start.BARRIER, 3, 3, 2, Novelty.LENIENT, true, 0);
        Scene scene = Scene.begun(3, skip);

        assertThat(scene.effects()).hasSize(1);
        assertThat(scene.facts())
                .containsExactly(
                        new Fact.Decided(Scene.alias(1), java.util.Map.of(), "coordination is skipped"),
                        new Fact.PresentationStarted(Scene.alias(1)));
        assertThat(scene.presenter()).contains(Scene.alias(1));
        scene.take(new Input.Presented(Scene.alias(1), "42"));
        assertThat(scene.outcome()).isEqualTo(new Outcome.Decided(Scene.alias(1), "42", true, java.util.Map.of()));
    }

    @Test
    void withoutCoordinationThereIsNothingToFallBackOn() {
        Rules skip = new Rules(Rules.Start.BARRIER, 3, 3, 2, Novelty.LENIENT, true, 0);
        Scene scene = Scene.begun(2, skip).take(new Input.PresentationFailed(Scene.alias(1), "wrong key"));

        assertThat(scene.outcome()).isInstanceOf(Outcome.NoAnswer.class);
        assertThat(((Outcome.NoAnswer) scene.outcome()).reasons()).containsEntry(Scene.alias(1), "wrong key");
    }
}
