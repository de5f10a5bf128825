package ai.massgen.core.protocol;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Hears what an agent hands in and gives the verdict: rules 3 and 6. */
final class Hearing {
    private static final int SHOWN = 40;

    private Hearing() {}

    static Step hear(State state, Input.Submitted input) {
        Alias agent = input.agent();
        return switch (input.submission()) {
            case Submission.Invalid invalid -> reject(state, agent, invalid.why());
            case Submission.NewAnswer answer -> answer(state, agent, answer.content());
            case Submission.CastVote vote -> vote(state, input, vote);
        };
    }

    static Step ended(State state, Alias agent) {
        String how = state.answered(agent) ? "vote or new_answer" : "new_answer";
        return reject(state, agent, "You have not handed in anything. End your turn by calling " + how + ".");
    }

    private static Step answer(State state, Alias agent, String content) {
        if (content.isBlank()) {
            return reject(state, agent, "The answer is empty. Put your whole answer into content.");
        }
        if (!state.choice(agent).mayAnswer()) {
            return reject(state, agent, noAnswerWanted(state, state.choice(agent)));
        }
        Optional<Answer> alike = alike(state, agent, content);
        return alike.isPresent() ? reject(state, agent, tooAlike(agent, alike.get())) : accept(state, agent, content);
    }

    private static String noAnswerWanted(State state, Choice choice) {
        return choice == Choice.VOTE_NOW
                ? "No more answers are taken: the run is coming to its end. Vote instead."
                : "You have given all answers you may give (" + state.answersPerAgent() + "). Vote instead.";
    }

    private static String tooAlike(Alias agent, Answer known) {
        String whose = known.author().equals(agent) ? "your own" : "the one of " + known.author();
        return "This answer says almost the same as " + whose + ". Say something that is really new, or vote for it.";
    }

    /** Only what the agent knows is held against it: to arrive at the same answer unaware is no copy. */
    private static Optional<Answer> alike(State state, Alias agent, String content) {
        int seen = state.seat(agent).seen();
        for (List<Answer> history : state.board().answers().values()) {
            for (Answer known : history) {
                boolean knows = known.author().equals(agent) || known.revision() <= seen;
                if (knows && state.rules().novelty().refuses(content, known.content())) {
                    return Optional.of(known);
                }
            }
        }
        return Optional.empty();
    }

    private static Step accept(State state, Alias agent, String content) {
        List<Vote> outdated = state.board().currentVotes();
        Board board = state.board().withAnswer(agent, content);
        Step step = finishTurn(state.with(board), agent, new Standing.Waiting())
                .fact(new Fact.AnswerAccepted(board.history(agent).getLast()));
        for (Vote vote : outdated) {
            Seat voter = step.state().seat(vote.voter());
            step = step.with(vote.voter(), voter.at(new Standing.Waiting())).fact(new Fact.VoteOutdated(vote));
        }
        return step;
    }

    private static Step vote(State state, Input.Submitted input, Submission.CastVote vote) {
        Alias agent = input.agent();
        if (!state.answered(agent)) {
            return reject(
                    state, agent, "You have not been shown any answers yet. Give your own with new_answer first.");
        }
        Optional<Alias> target = Alias.parse(vote.target().strip().toLowerCase(Locale.ROOT))
                .filter(alias -> state.board().answers().containsKey(alias));
        if (target.isEmpty()) {
            return reject(
                    state,
                    agent,
                    "There is no answer of '" + shown(vote.target()) + "'. Vote for one of: " + targets(state));
        }
        if (input.seenRevision() < state.seat(agent).seen()) {
            return reject(
                    state,
                    agent,
                    "The vote leaves out answers that you have been told of. Look at them and vote again.");
        }
        return count(
                state,
                new Vote(agent, target.get(), vote.reason(), state.seat(agent).seen()));
    }

    private static String shown(String target) {
        return target.length() <= SHOWN ? target : target.substring(0, SHOWN) + "…";
    }

    private static String targets(State state) {
        List<String> names =
                state.board().answers().keySet().stream().map(Alias::toString).toList();
        return String.join(", ", names) + ".";
    }

    private static Step count(State state, Vote vote) {
        Alias voter = vote.voter();
        if (vote.revision() == state.board().revision()) {
            return finishTurn(state.with(state.board().withVote(vote)), voter, new Standing.Voted())
                    .fact(new Fact.VoteCast(vote));
        }
        // Told the news now, it would most likely be told more news at once: let it wait until the board is quiet.
        return Floor.held(state, voter)
                ? finishTurn(state, voter, new Standing.Waiting()).fact(new Fact.VoteOutdated(vote))
                : supersede(state, vote);
    }

    private static Step supersede(State state, Vote vote) {
        Alias voter = vote.voter();
        Seat seat = state.seat(voter);
        int revision = state.board().revision();
        List<Answer> news = state.board().news(voter, seat.seen());
        List<AnswerLabel> labels = news.stream().map(Answer::label).toList();
        return Step.none(state)
                .with(voter, seat.told(revision))
                .effect(new Effect.Continue(voter, seat.turns(), new Verdict.Superseded(news, revision)))
                .fact(new Fact.VoteOutdated(vote))
                .fact(new Fact.TurnSuperseded(voter, seat.turns(), labels));
    }

    private static Step finishTurn(State state, Alias agent, Standing next) {
        Seat seat = state.seat(agent);
        return Step.none(state)
                .with(agent, seat.at(next))
                .effect(new Effect.Continue(agent, seat.turns(), new Verdict.Accepted()));
    }

    private static Step reject(State state, Alias agent, String reason) {
        Seat seat = state.seat(agent);
        int rejected = seat.rejected() + 1;
        int left = state.rules().rejections() - rejected;
        Step step = Step.none(state).fact(new Fact.SubmissionRejected(agent, reason, Math.max(left, 0)));
        if (left > 0) {
            return step.with(agent, seat.rejectedOnce())
                    .effect(new Effect.Continue(agent, seat.turns(), new Verdict.Rejected(reason, left)));
        }
        String why = "handed in nothing that counts, " + rejected + " times in a turn; the last time: " + reason;
        return withdraw(step, agent, why).effect(new Effect.Continue(agent, seat.turns(), new Verdict.Withdrawn(why)));
    }

    static Step failed(State state, Input.TurnFailed input) {
        Alias agent = input.agent();
        Seat seat = state.seat(agent).failedOnce();
        Step step = Step.none(state).with(agent, seat);
        boolean out = input.fatal() || seat.failures() >= state.rules().failures();
        return out ? withdraw(step, agent, input.code() + ": " + input.reason()) : step;
    }

    private static Step withdraw(Step step, Alias agent, String why) {
        return step.with(agent, step.state().seat(agent).at(new Standing.Withdrawn(why)))
                .fact(new Fact.AgentWithdrawn(agent, why));
    }
}
