package ai.massgen.core.protocol;

import java.util.List;

/**
 * Gives the floor: which waiting agents begin a turn, and which turns have become pointless.
 *
 * <p>An agent that works on an answer without having seen the whole board is <em>unaware</em>. What it brings counts as an
 * answer, so its call is left alone, but everybody asked meanwhile would have to be asked again. With the barrier nobody is:
 * turns begin when no agent is unaware. That is the barrier of the first round and, by the same rule, keeps the calls of
 * later rounds linear in the number of agents.
 */
final class Floor {
    private Floor() {}

    static boolean working(Seat seat) {
        return seat.standing() instanceof Standing.Working;
    }

    /** Whether a call is under way, or about to be, that may bring an answer its author wrote without seeing the board. */
    static boolean unaware(State state, Alias agent) {
        Seat seat = state.seat(agent);
        if (!state.answered(agent)) {
            return seat.active();
        }
        return working(seat) && behind(state, seat) && state.choice(agent).mayAnswer();
    }

    /** Whether new turns have to wait for somebody other than this agent. */
    static boolean held(State state, Alias agent) {
        return !state.eager() && state.agents().anyMatch(other -> !other.equals(agent) && unaware(state, other));
    }

    /** Interrupts turns that can only end in a vote on a board that is no more. The agents wait for their next turn. */
    static Step cancelPointless(Step step) {
        for (Alias agent : step.state().whose(Floor::working)) {
            Seat seat = step.state().seat(agent);
            if (behind(step.state(), seat)
                    && step.state().answered(agent)
                    && !step.state().choice(agent).mayAnswer()) {
                step = cancel(step, agent, "its vote would not count: new answers have come");
            }
        }
        return step;
    }

    /** Interrupts every turn. */
    static Step cancelAll(Step step, String why) {
        for (Alias agent : step.state().whose(Floor::working)) {
            step = cancel(step, agent, why);
        }
        return step;
    }

    /** Gives a turn to every waiting agent that may have one now. */
    static Step give(Step step) {
        State before = step.state();
        boolean someUnaware = before.anyone(agent -> unaware(before, agent));
        for (Alias agent : before.whose(seat -> seat.standing() instanceof Standing.Waiting)) {
            if (ready(before, agent, someUnaware)) {
                step = start(step, agent);
            }
        }
        return step;
    }

    /** Tells every agent at work that the run is coming to its end. */
    static Step hurry(Step step) {
        for (Alias agent : step.state().whose(Floor::working)) {
            step = step.effect(new Effect.Hurry(agent, step.state().seat(agent).turns()));
        }
        return step;
    }

    private static boolean ready(State state, Alias agent, boolean someUnaware) {
        if (!state.answered(agent) || !someUnaware) {
            return true;
        }
        // alone with its own answer it would have nothing to compare
        return state.eager()
                && !state.board().news(agent, state.seat(agent).seen()).isEmpty();
    }

    private static Step start(Step step, Alias agent) {
        State state = step.state();
        Seat seat = state.seat(agent);
        boolean first = !state.answered(agent);
        Told told = first
                ? seat.told()
                : new Told(state.board().revision(), state.restarts().size());
        Seat next = seat.nextTurn(told, first ? Choice.VOTE_OR_ANSWER : state.choice(agent));
        return step.with(agent, next).effect(new Effect.StartTurn(agent, next.turns(), brief(state, agent)));
    }

    private static Brief brief(State state, Alias agent) {
        Board board = state.board();
        Told told = state.seat(agent).told();
        if (!state.answered(agent)) {
            return new Brief.FirstAnswer(state.wrappingUp());
        }
        List<Answer> news = told.revision() == 0 ? board.latestAnswers() : board.news(agent, told.revision());
        Choice choice = state.choice(agent);
        if (told.restarts() < state.restarts().size()) {
            return new Brief.Retry(state.restarts().getLast(), board.revision(), news, choice);
        }
        return told.revision() == 0
                ? new Brief.Evaluate(board.revision(), news, choice)
                : new Brief.Update(board.revision(), news, choice);
    }

    private static Step cancel(Step step, Alias agent, String why) {
        int turn = step.state().seat(agent).turns();
        return step.with(agent, step.state().seat(agent).at(new Standing.Waiting()))
                .effect(new Effect.CancelTurn(agent, turn, why));
    }

    private static boolean behind(State state, Seat seat) {
        return seat.seen() < state.board().revision();
    }
}
