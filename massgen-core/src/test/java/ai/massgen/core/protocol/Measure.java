package ai.massgen.core.protocol;

/**
 * What the package documentation says goes down with every input that changes something, as one number: the four counts
 * in order, each times more than all those after it can add up to.
 */
final class Measure {
    private Measure() {}

    static long of(State state) {
        long most = rankBound(state);
        long failuresBound = (long) state.seats().size() * state.rules().failures() + 1;
        return switch (state.phase()) {
            case Phase.Finished finished -> 0;
            case Phase.Presenting presenting -> 1;
            case Phase.Coordinating coordinating ->
                2 + (answersLeft(state) * failuresBound + failuresLeft(state)) * most + rank(state);
            case Phase.Ready ready -> 2 + (answersLeft(state) * failuresBound + failuresBound) * most + most;
        };
    }

    private static long answersLeft(State state) {
        return (long) state.seats().size() * state.rules().answersPerAgent()
                - state.board().revision();
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
        return state.seats().stream().mapToLong(seat -> rank(state, seat)).sum();
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
