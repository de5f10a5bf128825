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
        return working(seat) && behind(state, seat) && state.mayAnswer(agent);
    }

    /** Whether new turns have to wait for somebody other than this agent. */
    static boolean held(State state, Alias agent) {
        return state.rules().start() == Rules.Start.BARRIER
                && state.agents().anyMatch(other -> !other.equals(agent) && unaware(state, other));
    }

    /** Interrupts turns that can only end in a vote on a board that is no more. The agents wait for their next turn. */
    static Step cancelPointless(Step step) {
        for (Alias agent : step.state().whose(Floor::working)) {
            Seat seat = step.state().seat(agent);
            if (behind(step.state(), seat)
                    && step.state().answered(agent)
                    && !step.state().mayAnswer(agent)) {
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
        boolean someUnaware = before.agents().anyMatch(agent -> unaware(before, agent));
        for (Alias agent : before.whose(seat -> seat.standing() instanceof Standing.Waiting)) {
            if (ready(before, agent, someUnaware)) {
                step = start(step, agent);
            }
        }
        return step;
    }

    private static boolean ready(State state, Alias agent, boolean someUnaware) {
        if (!state.answered(agent)) {
            return true;
        }
        return switch (state.rules().start()) {
            case BARRIER -> !someUnaware;
            // alone with its own answer it would have nothing to compare
            case EAGER ->
                !someUnaware
                        || !state.board().news(agent, state.seat(agent).seen()).isEmpty();
        };
    }

    private static Step start(Step step, Alias agent) {
        State state = step.state();
        Seat seat = state.seat(agent);
        boolean first = !state.answered(agent);
        Seat next = seat.nextTurn(first ? seat.seen() : state.board().revision());
        return step.with(agent, next).effect(new Effect.StartTurn(agent, next.turns(), brief(state, agent)));
    }

    private static Brief brief(State state, Alias agent) {
        Board board = state.board();
        int seen = state.seat(agent).seen();
        if (!state.answered(agent)) {
            return new Brief.FirstAnswer();
        }
        if (seen == 0) {
            return new Brief.Evaluate(board.revision(), board.latestAnswers(), state.mayAnswer(agent));
        }
        List<Answer> news = board.news(agent, seen);
        return new Brief.Update(board.revision(), news, state.mayAnswer(agent));
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
