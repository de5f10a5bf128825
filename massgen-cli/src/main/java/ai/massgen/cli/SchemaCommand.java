package ai.massgen.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Prints the schema of configurations. */
@Command(name = "schema", description = "Print the JSON Schema of configuration files, for editors.")
final class SchemaCommand implements Callable<Integer> {
    private final Context context;

    SchemaCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        context.terminal().out().print(context.installation().schema());
        context.terminal().out().flush();
        return ExitCode.OK.code();
    }
}
