package ai.massgen.core.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class VotingTest {
    /** Nobody may answer twice, so in the vote nobody is unaware. */
    private static final Rules ONE_ANSWER = new Rules(Rules.Start.BARRIER, 3, 3, 1, Novelty.LENIENT, false, 0);

    @Test
    void aVoteIsRecordedWithTheRevisionItsVoterSaw() {
        Scene scene = Scene.voting(3).votes(2, 3);

        assertThat(scene.verdict(2)).isEqualTo(new Verdict.Accepted());
        assertThat(scene.facts())
                .containsExactly(new Fact.VoteCast(new Vote(Scene.alias(2), Scene.alias(3), "because", 3)));
        assertThat(scene.standing(2)).isEqualTo(new Standing.Voted());
    }

    @Test
    void anAgentMayVoteForItself() {
        assertThat(Scene.voting(3).votes(2, 2).verdict(2)).isEqualTo(new Verdict.Accepted());
    }

    @Test
    void aTargetIsReadWhateverItsCaseAndTheSpaceAroundIt() {
        Scene scene = Scene.voting(3).hands(2, new Submission.CastVote(" Agent3\n", ""));

        assertThat(scene.verdict(2)).isEqualTo(new Verdict.Accepted());
    }

    @Test
    void voteAgainstAnOlderBoardIsSuperseded() {
        Scene scene = Scene.voting(2).answers(2, "a better idea").votes(1, 1);

        Answer news = scene.state().board().latest(Scene.alias(2)).orElseThrow();
        assertThat(scene.verdict(1)).isEqualTo(new Verdict.Superseded(java.util.List.of(news), 3));
        assertThat(scene.facts())
                .containsExactly(
                        new Fact.VoteOutdated(new Vote(Scene.alias(1), Scene.alias(1), "because", 2)),
                        new Fact.TurnSuperseded(Scene.alias(1), 2, java.util.List.of(news.label())));
    }

    @Test
    void aSupersededVoterGoesOnInTheSameTurnAndMayConfirm() {
        Scene scene = Scene.voting(2).answers(2, "a better idea").votes(1, 1);
        int turn = scene.turn(1);
        scene.votes(1, 1);

        assertThat(scene.turn(1)).isEqualTo(turn);
        assertThat(scene.verdict(1)).isEqualTo(new Verdict.Accepted());
        assertThat(scene.state().board().currentVotes()).hasSize(1);
    }

    @Test
    void anOutdatedVoteWaitsWhileMoreAnswersMayCome() {
        Scene scene = Scene.voting(3).answers(2, "a better idea").votes(1, 1);

        assertThat(scene.verdict(1)).isEqualTo(new Verdict.Accepted());
        assertThat(scene.standing(1)).isEqualTo(new Standing.Waiting());
        assertThat(scene.state().board().currentVotes()).isEmpty();
        scene.answers(3, "an even better one");
        assertThat(scene.asked(1).orElseThrow())
                .isEqualTo(new Brief.Update(5, scene.state().board().news(Scene.alias(1), 3), Choice.VOTE_OR_ANSWER));
    }

    @Test
    void aVoteThatClaimsToHaveSeenTooMuchIsHeldToWhatItsVoterWasTold() {
        Scene scene = Scene.voting(2).answers(2, "a better idea");
        scene.take(new Input.Submitted(Scene.alias(1), scene.turn(1), 99, new Submission.CastVote("agent1", "")));

        assertThat(scene.verdict(1)).isInstanceOf(Verdict.Superseded.class);
    }

    @Test
    void aVoteThatHasSeenLessThanItsVoterWasToldIsRejected() {
        Scene scene = Scene.voting(2).answers(2, "a better idea").votes(1, 1);
        scene.take(new Input.Submitted(Scene.alias(1), scene.turn(1), 2, new Submission.CastVote("agent1", "")));

        assertThat(Scene.rejection(scene.verdict(1))).contains("told of");
    }

    @Test
    void aVoterWhoseVoteIsOutdatedIsToldOnlyTheNews() {
        Scene scene = Scene.voting(3).votes(1, 1).votes(3, 3).answers(2, "a better idea");

        Answer news = scene.state().board().latest(Scene.alias(2)).orElseThrow();
        Brief update = new Brief.Update(4, java.util.List.of(news), Choice.VOTE_OR_ANSWER);
        assertThat(scene.asked(1)).contains(update);
        assertThat(scene.asked(3)).contains(update);
        assertThat(scene.facts())
                .contains(
                        new Fact.VoteOutdated(new Vote(Scene.alias(1), Scene.alias(1), "because", 3)),
                        new Fact.VoteOutdated(new Vote(Scene.alias(3), Scene.alias(3), "because", 3)));
    }

    @Test
    void anAgentThatAnsweredAgainIsAskedToVoteWithoutHearingItsOwnAnswer() {
        Scene scene = Scene.voting(2).votes(1, 2);
        scene.answers(2, "a better idea");

        assertThat(scene.asked(2)).contains(new Brief.Update(3, java.util.List.of(), Choice.VOTE));
    }

    @Test
    void votersWaitForAnAgentWhoseAnswerMayStillCome() {
        Scene scene = Scene.voting(3).votes(1, 1).answers(2, "a better idea");

        assertThat(scene.only(Effect.StartTurn.class)).isEmpty();
        scene.answers(3, "an even better one");
        assertThat(scene.only(Effect.StartTurn.class)).hasSize(3);
    }

    @Test
    void aCallThatMayStillBringAnAnswerIsLeftAlone() {
        Scene scene = Scene.voting(3).answers(2, "a better idea");

        assertThat(scene.only(Effect.CancelTurn.class)).isEmpty();
    }

    @Test
    void aCallThatCanNoLongerCountIsCancelledAtOnceAndContinued() {
        Scene scene = Scene.voting(2).votes(1, 2).answers(2, "a better idea");
        int turn = scene.turn(2);
        scene.answers(1, "an even better one");

        assertThat(scene.effects())
                .contains(
                        new Effect.CancelTurn(Scene.alias(2), turn, "its vote would not count: new answers have come"),
                        new Effect.StartTurn(
                                Scene.alias(2),
                                turn + 1,
                                new Brief.Update(4, scene.state().board().news(Scene.alias(2), 3), Choice.VOTE)));
    }

    @Test
    void aBoardThatNobodyMayChangeIsDecidedInOneRound() {
        Scene scene = Scene.voting(3, ONE_ANSWER);

        assertThat(scene.asked(1))
                .contains(new Brief.Evaluate(3, scene.state().board().latestAnswers(), Choice.VOTE));
        assertThat(scene.answers(1, "more").verdict(1)).isInstanceOf(Verdict.Rejected.class);
    }
}
