package ai.massgen.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FailureTest {
    @Test
    void aFailedTurnIsTriedAgain() {
        Scene scene = Scene.begun(2).fails(1);

        assertThat(scene.effects())
                .containsExactly(new Effect.StartTurn(Scene.alias(1), 2, new Brief.FirstAnswer(false)));
    }

    @Test
    void aFailingAgentMakesItsBudgetOfCallsAndNoMore() {
        Scene scene = Scene.begun(2);
        for (int i = 0; i < 10; i++) {
            scene.fails(1);
        }

        assertThat(scene.allEffects().stream()
                        .filter(effect -> effect instanceof Effect.StartTurn start
                                && start.agent().equals(Scene.alias(1))))
                .hasSize(3);
        assertThat(scene.standing(1)).isEqualTo(new Standing.Withdrawn("backend.overloaded: try later"));
    }

    @Test
    void failuresAreCountedOverTheWholeRun() {
        Scene scene = Scene.begun(2).fails(1).fails(1).answers(1, "a").answers(2, "b");

        assertThat(scene.fails(1).facts())
                .contains(new Fact.AgentWithdrawn(Scene.alias(1), "backend.overloaded: try later"));
    }

    @Test
    void aFatalFailureIsAWithdrawalAtOnce() {
        assertThat(Scene.begun(3).failsForGood(2).facts())
                .containsExactly(new Fact.AgentWithdrawn(Scene.alias(2), "backend.auth: wrong key"));
    }

    @Test
    void whatAFailedTurnWasToldIsToldAgain() {
        Scene scene = Scene.voting(3).fails(2);
        assertThat(scene.asked(2))
                .contains(new Brief.Evaluate(3, scene.state().board().latestAnswers(), Choice.VOTE_OR_ANSWER));

        scene.votes(1, 1).votes(3, 3).answers(2, "a better idea");
        Brief update = scene.asked(1).orElseThrow();
        assertThat(scene.fails(1).asked(1)).contains(update);
    }

    @Test
    void newsToldWithinAFailedTurnIsToldAgain() {
        Scene scene = Scene.voting(2).answers(2, "a better idea").votes(1, 1);
        assertThat(scene.verdict(1)).isInstanceOf(Verdict.Superseded.class);

        assertThat(scene.fails(1).asked(1))
                .contains(new Brief.Evaluate(3, scene.state().board().latestAnswers(), Choice.VOTE_OR_ANSWER));
    }

    @Test
    void theQuorumShrinksWithAWithdrawal() {
        Scene scene = Scene.voting(3).votes(1, 2).votes(2, 3).failsForGood(3);

        assertThat(scene.presenter()).contains(Scene.alias(2));
    }

    @Test
    void theAnswerOfAWithdrawnAgentStaysAndMayWin() {
        Scene scene = Scene.voting(3).failsForGood(3).votes(1, 3).votes(2, 3);

        assertThat(scene.outcome())
                .isEqualTo(new Outcome.Decided(
                        Scene.alias(3),
                        "first thoughts of 3",
                        false,
                        Map.of(Scene.alias(1), 0, Scene.alias(2), 0, Scene.alias(3), 2)));
        assertThat(scene.only(Effect.Present.class)).isEmpty();
    }

    @Test
    void oneAnswerLeftWins() {
        Scene scene = Scene.begun(3).answers(2, "b").failsForGood(1).failsForGood(3);

        assertThat(scene.presenter()).contains(Scene.alias(2));
    }

    @Test
    void allWithdrawnWithoutAnAnswerListsEveryReason() {
        Scene scene =
                Scene.begun(2).failsForGood(1).saysNothing(2).saysNothing(2).saysNothing(2);

        Map<Alias, String> reasons = ((Outcome.NoAnswer) scene.outcome()).reasons();
        assertThat(reasons).containsOnlyKeys(Scene.alias(1), Scene.alias(2));
        assertThat(reasons.get(Scene.alias(1))).isEqualTo("backend.auth: wrong key");
        assertThat(reasons.get(Scene.alias(2))).contains("3 times").contains("new_answer");
        assertThat(scene.effects().getLast()).isEqualTo(new Effect.Finish(scene.outcome()));
    }

    @Test
    void allWithdrawnWithAnswersIsDecidedByTheRoster() {
        Scene scene = Scene.voting(2).failsForGood(2).failsForGood(1);

        assertThat(((Outcome.Decided) scene.outcome()).winner()).isEqualTo(Scene.alias(1));
        assertThat(((Outcome.Decided) scene.outcome()).presented()).isFalse();
        assertThat(scene.facts())
                .extracting(fact -> fact.getClass().getSimpleName())
                .isEqualTo(List.of("AgentWithdrawn", "Decided", "PresentationMissed"));
    }
}
