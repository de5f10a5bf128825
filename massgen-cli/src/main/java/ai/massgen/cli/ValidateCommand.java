package ai.massgen.cli;

import ai.massgen.api.MassGenException;
import ai.massgen.core.MassGen;
import ai.massgen.core.text.Visible;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Checks configurations. */
@Command(name = "validate", description = "Check configuration files: every problem at once, with line and column.")
final class ValidateCommand implements Callable<Integer> {
    private static final int LONGEST = 1000;

    private final Context context;

    @Parameters(
            arity = "0..*",
            paramLabel = "FILE",
            description = "Configuration files. Without: the one that massgen run would use.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--allow-unsandboxed", description = "Allow tools that the configuration runs without isolation.")
    private boolean allowUnsandboxed;

    @Option(names = "--strict", description = "Demand the keys of all agents.")
    private boolean strict;

    ValidateCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        List<Path> all = files.isEmpty() ? List.of(Path.of(context.shown(context.config(Optional.empty())))) : files;
        int code = ExitCode.OK.code();
        for (Path file : all) {
            code = Math.max(code, check(file));
        }
        return code;
    }

    private int check(Path file) {
        PrintStream out = context.terminal().out();
        try (MassGen massgen = context.builder()
                .config(file)
                .allowUnsandboxed(allowUnsandboxed)
                .strict(strict)
                .build()) {
            out.println(Visible.line(file.toString(), LONGEST) + ": valid");
            massgen.warnings()
                    .forEach(warning -> out.println(
                            Visible.line(file.toString(), LONGEST) + ": note: " + Visible.line(warning, LONGEST)));
            return ExitCode.OK.code();
        } catch (MassGenException e) {
            return context.failures().report(e);
        }
    }
}
