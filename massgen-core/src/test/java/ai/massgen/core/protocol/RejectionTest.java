package ai.massgen.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RejectionTest {
    private static Rules novelty(Novelty novelty) {
        return new Rules(Rules.Start.BARRIER, 3, 3, 2, novelty, false, 0);
    }

    @Test
    void aBadSubmissionIsExplainedAndTheTurnGoesOn() {
        Scene scene = Scene.voting(3).hands(1, new Submission.Invalid("Two votes at once."));

        assertThat(scene.effects())
                .containsExactly(new Effect.Continue(Scene.alias(1), 2, new Verdict.Rejected("Two votes at once.", 2)));
        assertThat(scene.facts()).containsExactly(new Fact.SubmissionRejected(Scene.alias(1), "Two votes at once.", 2));
    }

    @Test
    void oneBadSubmissionTooManyIsAWithdrawal() {
        Scene scene = Scene.voting(3)
                .hands(1, new Submission.Invalid("No."))
                .saysNothing(1)
                .hands(1, new Submission.Invalid("Still no."));

        assertThat(scene.verdict(1)).isInstanceOf(Verdict.Withdrawn.class);
        assertThat(scene.standing(1)).isInstanceOf(Standing.Withdrawn.class);
        assertThat(scene.facts())
                .extracting(fact -> fact.getClass().getSimpleName())
                .containsExactly("SubmissionRejected", "AgentWithdrawn");
    }

    @Test
    void rejectionsAreCountedAnewInEveryTurn() {
        Scene scene =
                Scene.begun(2).saysNothing(1).saysNothing(1).answers(1, "a").answers(2, "b");

        assertThat(scene.saysNothing(1).verdict(1))
                .isEqualTo(new Verdict.Rejected(
                        "You have not handed in anything. End your turn by calling vote or new_answer.", 2));
    }

    @Test
    void tellingNewsDoesNotForgiveRejections() {
        Scene scene = Scene.voting(2).saysNothing(1).saysNothing(1).answers(2, "a better idea");
        scene.votes(1, 1);
        assertThat(scene.verdict(1)).isInstanceOf(Verdict.Superseded.class);

        assertThat(scene.saysNothing(1).verdict(1)).isInstanceOf(Verdict.Withdrawn.class);
    }

    @Test
    void silenceInTheFirstTurnIsPointedToNewAnswer() {
        assertThat(Scene.rejection(Scene.begun(2).saysNothing(2).verdict(2))).endsWith("calling new_answer.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "agent4", "agent3.1", "claude", "agent1 or agent2"})
    void anUnknownTargetIsRejectedWithTheListOfThoseThatExist(String target) {
        Scene scene = Scene.voting(3).hands(1, new Submission.CastVote(target, ""));

        assertThat(Scene.rejection(scene.verdict(1))).contains("agent1, agent2, agent3.");
    }

    @Test
    void aVoteForAnAgentWithoutAnAnswerIsRejected() {
        Scene scene = Scene.begun(3).answers(1, "a").answers(3, "c").failsForGood(2);

        assertThat(Scene.rejection(scene.votes(1, 2).verdict(1)))
                .contains("agent2")
                .contains("agent1, agent3.");
    }

    @Test
    void aVoteBeforeAnyAnswerWasShownIsRejected() {
        assertThat(Scene.rejection(Scene.begun(2).answers(1, "a").votes(2, 1).verdict(2)))
                .contains("new_answer");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " \n\t"})
    void anEmptyAnswerIsRejected(String content) {
        Scene scene = Scene.begun(2).answers(1, content);

        assertThat(scene.verdict(1)).isInstanceOf(Verdict.Rejected.class);
        assertThat(scene.state().board()).isEqualTo(Board.EMPTY);
    }

    @Test
    void anAnswerOverTheLimitIsRejected() {
        Scene scene = Scene.voting(2).votes(1, 2).answers(2, "second").answers(2, "third");

        assertThat(Scene.rejection(scene.verdict(2))).contains("(2)").contains("Vote");
        assertThat(scene.state().board().revision()).isEqualTo(3);
    }

    @Test
    void aCopyOfAPeersAnswerIsRejectedAndTheVotesStand() {
        Scene scene = Scene.voting(3).votes(1, 1).answers(2, "First  thoughts of 3");

        assertThat(Scene.rejection(scene.verdict(2))).contains("agent3");
        assertThat(scene.state().board().currentVotes()).hasSize(1);
        assertThat(scene.state().board().revision()).isEqualTo(3);
    }

    @Test
    void anOwnOlderAnswerIsNoNewsEither() {
        Rules three = new Rules(Rules.Start.BARRIER, 3, 3, 3, Novelty.LENIENT, false, 0);
        Scene scene = Scene.voting(2, three).votes(1, 2).answers(2, "second").answers(2, "first thoughts of 2");

        assertThat(Scene.rejection(scene.verdict(2))).contains("your own");
    }

    @Test
    void theSameAnswerIsNoCopyIfItsAuthorDidNotKnowTheOther() {
        Scene scene =
                Scene.begun(2, novelty(Novelty.STRICT)).answers(1, "forty two").answers(2, "forty two");

        assertThat(scene.verdict(2)).isEqualTo(new Verdict.Accepted());
    }

    @ParameterizedTest
    @ValueSource(strings = {"BALANCED", "STRICT"})
    void anAnswerTooLikeAKnownOneIsRejectedByTheNoveltyRule(String novelty) {
        Scene scene = Scene.begun(2, novelty(Novelty.valueOf(novelty))).answers(1, "a b c d e f g h");
        scene.answers(2, "something else").answers(2, "a b c d e f g i");

        assertThat(Scene.rejection(scene.verdict(2))).contains("agent1");
    }

    @Test
    void theLenientRuleLetsAVariationPass() {
        Scene scene = Scene.begun(2).answers(1, "a b c d e f g h");
        scene.answers(2, "something else").answers(2, "a b c d e f g i");

        assertThat(scene.verdict(2)).isEqualTo(new Verdict.Accepted());
    }
}
