package ai.massgen.core.protocol;

import java.util.Objects;

/**
 * A presented answer was judged not good enough, and the agents were asked to go on. Immutable.
 *
 * @param judge who judged
 * @param presenter who had presented
 * @param presented the text that was presented
 * @param reason what is wrong with it, in the judge's words: untrusted for everybody else
 * @param instructions what to do better, in the judge's words: untrusted for everybody else
 */
public record Restart(Alias judge, Alias presenter, String presented, String reason, String instructions) {
    /** Checks that nothing is null. */
    public Restart {
        Objects.requireNonNull(judge, "judge");
        Objects.requireNonNull(presenter, "presenter");
        Objects.requireNonNull(presented, "presented");
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(instructions, "instructions");
    }
}
