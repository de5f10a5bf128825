package ai.massgen.benchmarks;

import java.util.Arrays;

/** What the server does with a question. The question holds the name. */
enum Play {
    /** A short reply. */
    SHORT,
    /** A reply of {@link MockServer#MANY} pieces, as fast as they go. */
    LONG,
    /** A reply of 20 pieces, one every 50 ms. */
    STEADY,
    /** Nothing at all. */
    SILENT,
    /** One piece, then nothing. */
    HALF;

    static Play of(String request) {
        return Arrays.stream(values())
                .filter(play -> request.contains("play " + play))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no play in " + request));
    }

    String question() {
        return "play " + this;
    }
}
