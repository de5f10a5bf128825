package ai.massgen.cli.view;

import java.io.PrintStream;
import java.util.Objects;

/**
 * What a run is shown on.
 *
 * @param out where text goes
 * @param interactive whether a person watches it on a terminal
 * @param color whether it shows colours
 * @param width how many columns it has
 */
public record Screen(PrintStream out, boolean interactive, boolean color, int width) {
    /** The narrowest screen that a run can be read on, in columns. */
    public static final int NARROWEST = 20;

    /** Checks for null. */
    public Screen {
        Objects.requireNonNull(out, "out");
    }
}
