package ai.massgen.core.protocol;

/**
 * What the package documentation says goes down with every input that changes something, as one number: the counts in
 * order, each times more than all those after it can add up to.
 */
final class Measure {
    private static final int PHASES = 7;

    private Measure() {}

    static long of(State state) {
        if (state.phase() instanceof Phase.Finished) {
            return 0;
        }
        long measure = (long) state.rules().restarts() - state.restarts().size();
        measure = measure * PHASES + phase(state.phase());
        measure = measure * (answersBound(state) + 1) + answersLeft(state);
        measure = measure * (failuresBound(state) + 1) + failuresLeft(state);
        return measure * (rankBound(state) + 1) + rank(state);
    }

    private static long phase(Phase phase) {
        return switch (phase) {
            case Phase.Ready ready -> 6;
            case Phase.Coordinating coordinating -> coordinating.wrappingUp() ? 4 : 5;
            case Phase.Presenting presenting -> presenting.last() ? 2 : 3;
            case Phase.Judging judging -> 1;
            case Phase.Finished finished -> 0;
        };
    }

    private static long answersBound(State state) {
        return (long) state.seats().size()
                * (state.rules().answersPerAgent() + state.rules().restarts());
    }

    private static long answersLeft(State state) {
        return (long) state.seats().size() * state.answersPerAgent()
                - state.board().revision();
    }

    private static long failuresBound(State state) {
        return (long) state.seats().size() * state.rules().failures();
    }

    private static long failuresLeft(State state) {
        int most = state.rules().failures();
        return state.seats().stream()
                .mapToLong(seat -> Math.max(0, most - seat.failures()))
                .sum();
    }

    private static long unit(State state) {
        return state.rules().rejections() + 1L;
    }

    private static long rankBound(State state) {
        return 4 * unit(state) * state.seats().size() + 1;
    }

    private static long rank(State state) {
        return state.phase() instanceof Phase.Ready
                ? rankBound(state)
                : state.seats().stream().mapToLong(seat -> rank(state, seat)).sum();
    }

    private static long rank(State state, Seat seat) {
        return switch (seat.standing()) {
            case Standing.Withdrawn withdrawn -> 0;
            case Standing.Voted voted -> 0;
            case Standing.Waiting waiting -> 2 * unit(state);
            case Standing.Working working -> {
                long units = seat.seen() < state.board().revision() ? 3 : 1;
                yield units * unit(state) + state.rules().rejections() - working.rejected();
            }
        };
    }
}
