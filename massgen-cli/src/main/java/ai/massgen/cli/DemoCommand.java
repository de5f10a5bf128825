package ai.massgen.cli;

import ai.massgen.api.MassGenException;
import ai.massgen.core.MassGen;
import ai.massgen.core.Question;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;

/** Shows how a run goes, with simulated agents and a real tool. */
@Command(name = "demo", description = "Watch three simulated agents use a real tool. Needs no keys.")
final class DemoCommand implements Callable<Integer> {
    private static final Question QUESTION = Question.of("What is the code word in notes.txt?");

    private final Context context;

    @ParentCommand
    private RootCommand root = new RootCommand();

    @Option(names = "--json", description = "Write the events of the run to standard output, a JSON object a line.")
    private boolean json;

    DemoCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        say("This is a demo. Its three agents are SIMULATED: they play a script, no model is asked.");
        List<String> reasons = new ArrayList<>();
        Set<String> remedies = new LinkedHashSet<>();
        try (DemoFolder folder = DemoFolder.create()) {
            for (String engine : DemoConfig.ENGINES) {
                try (MassGen massgen = DemoConfig.withTool(context, folder, engine)) {
                    Optional<MassGenException> missing = missing(massgen);
                    if (missing.isEmpty()) {
                        return askWithTool(massgen);
                    }
                    reasons.add(
                            missing.get().getMessage() + " [" + missing.get().code() + "]");
                    remedies.add(Remedy.of(missing.get()));
                }
            }
        }
        say("No tool this time: " + String.join(" ", reasons));
        say("To get it: " + String.join(", or: ", remedies));
        say("The agents go on without.");
        try (MassGen massgen = DemoConfig.withoutTool(context)) {
            return asking().ask(massgen, QUESTION);
        }
    }

    private Optional<MassGenException> missing(MassGen massgen) throws Exception {
        Thread asking = Thread.currentThread();
        return context.cancellation().during(asking::interrupt, () -> {
            try {
                massgen.prepare();
                return Optional.empty();
            } catch (MassGenException e) {
                return Optional.of(e);
            }
        });
    }

    private int askWithTool(MassGen massgen) throws Exception {
        say("Their tool is REAL: an MCP server, in a container for each agent, reads a file made a moment ago.");
        DemoEvidence evidence = new DemoEvidence(output().listener(context.terminal()));
        int code = asking().ask(massgen, QUESTION, evidence);
        evidence.lines().forEach(this::say);
        return code;
    }

    private Asking asking() {
        return new Asking(context, output());
    }

    private Output output() {
        return new Output(json, root.colorWanted());
    }

    /** With --json standard output is for events only. */
    private void say(String text) {
        (json ? new Prose(context.terminal().err(), Integer.MAX_VALUE) : Prose.on(context.terminal())).write(text);
    }
}
