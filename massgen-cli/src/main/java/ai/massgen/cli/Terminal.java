package ai.massgen.cli;

import ai.massgen.cli.view.Screen;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.function.IntSupplier;

/**
 * What the command line takes from outside.
 *
 * @param in standard input
 * @param out standard output
 * @param err standard error
 * @param environment the environment variables
 * @param workingDirectory the folder that relative paths are relative to
 * @param typed whether a person could type on standard input
 * @param watched whether standard output is a terminal
 * @param width how many columns the terminal has; asked when a run is shown
 */
record Terminal(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Map<String, String> environment,
        Path workingDirectory,
        boolean typed,
        boolean watched,
        IntSupplier width) {
    Terminal {
        Objects.requireNonNull(in, "in");
        Objects.requireNonNull(out, "out");
        Objects.requireNonNull(err, "err");
        environment = Map.copyOf(environment);
        Objects.requireNonNull(workingDirectory, "workingDirectory");
        Objects.requireNonNull(width, "width");
    }

    /** A variable's value; blank if it is not set. */
    String variable(String name) {
        return environment.getOrDefault(name, "");
    }

    /** The screen for a run: colours only on a terminal that has them, and unless somebody does not want them. */
    Screen screen(boolean colorWanted) {
        boolean capable = watched && !variable("TERM").equals("dumb");
        boolean color = capable && colorWanted && variable("NO_COLOR").isEmpty();
        return new Screen(out, capable, color, Math.max(Screen.NARROWEST, width.getAsInt()));
    }
}
