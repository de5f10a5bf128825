package ai.massgen.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/** The command without a command: help. */
@Command(
        name = "massgen",
        description = "Several models answer a question, read each other's answers, improve or vote.",
        customSynopsis = {
            "massgen \"a question\"           asks it: short for massgen run",
            "       massgen COMMAND [OPTION...]"
        },
        optionListHeading = "%nOptions:%n",
        commandListHeading = "%nCommands (massgen COMMAND --help tells more):%n",
        footerHeading = "%nAll of it: docs/cli.md%n")
final class RootCommand implements Callable<Integer> {
    @Option(names = "--no-color", scope = ScopeType.INHERIT, description = "No colours. Also: the variable NO_COLOR.")
    private boolean noColor;

    /** There is nothing to do without a command. */
    @Override
    public Integer call() {
        throw new UsageException("there is no command and no question; massgen --help shows how to use it");
    }

    boolean colorWanted() {
        return !noColor;
    }
}
