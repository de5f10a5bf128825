package ai.massgen.cli.view;

import java.io.PrintStream;
import java.util.Objects;

/**
 * Where a run is shown.
 *
 * @param out takes the text; written to by one thread at a time
 * @param interactive whether a person looks at it while it is written: text is wrapped then. If not, each line of text
 *     stays one line and tells whose it is, so that other programs can read it
 * @param color whether colours may be used. They never are unless the screen is interactive
 * @param width how many columns the screen has, at least {@value #NARROWEST}; of no importance unless it is interactive
 */
public record Screen(PrintStream out, boolean interactive, boolean color, int width) {
    /** The narrowest screen that a run can be read on, in columns. */
    public static final int NARROWEST = 20;

    /**
     * Checks the width.
     *
     * @throws IllegalArgumentException if the screen is too narrow
     */
    public Screen {
        Objects.requireNonNull(out, "out");
        if (width < NARROWEST) {
            throw new IllegalArgumentException("too narrow for a screen: " + width + " columns; at least " + NARROWEST);
        }
    }
}
