package ai.massgen.cli;

import java.util.List;

/** The command line with everything it takes from outside, so that tests can run it in their own process. */
final class Cli {
    private final Terminal terminal;
    private final Cancellation cancellation;

    Cli(Terminal terminal, Cancellation cancellation) {
        this.terminal = terminal;
        this.cancellation = cancellation;
    }

    /** Runs a command. Returns its exit code; throws nothing. */
    int run(String... args) {
        // Before anything else is loaded: it must not take longer than it takes to read.
        if (args.length == 1 && Version.OPTIONS.contains(args[0])) {
            terminal.out().println(Version.text());
            return ExitCode.OK.code();
        }
        return new Call(new Context(terminal, cancellation)).execute(List.of(args));
    }
}
