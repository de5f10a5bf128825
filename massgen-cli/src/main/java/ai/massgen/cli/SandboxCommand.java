package ai.massgen.cli;

import ai.massgen.core.Installation.ContainerInfo;
import ai.massgen.core.MassGen;
import ai.massgen.core.ToolContainment;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** What holds the tools in, and what of it is on an engine. */
@Command(
        name = "sandbox",
        description = "Tell how tools are locked in, try it in a real container, list and remove containers.")
final class SandboxCommand implements Callable<Integer> {
    private static final String JSON = "Write JSON to standard output, and nothing else.";
    private static final String CONFIG = "The configuration file. Without: the one that massgen run would use.";
    private static final String ENGINE = "The kind of sandbox. Default: docker.";

    private final Context context;

    SandboxCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        throw new UsageException("what about the sandbox? massgen sandbox explain, check, ps or sweep");
    }

    @Command(name = "explain", description = "Tell what will be enforced for tool servers. Starts nothing.")
    int explain(
            @Option(
                            names = {"-c", "--config"},
                            paramLabel = "FILE",
                            description = CONFIG)
                    Path config,
            @Option(names = "--json", description = JSON) boolean json,
            @Parameters(arity = "0..*", paramLabel = "SERVER", description = "Names of tool servers. Without: all.")
                    List<String> servers) {
        try (MassGen massgen = massgen(config)) {
            SandboxLines lines = new SandboxLines(context.terminal(), json);
            lines.explain(chosen(massgen, servers));
        }
        return ExitCode.OK.code();
    }

    @Command(
            name = "check",
            description = "Start the container of tool servers with a probe in the server's place; show what is"
                    + " recorded, observed and seen inside. Ends with 4 if something is not in force.")
    int check(
            @Option(
                            names = {"-c", "--config"},
                            paramLabel = "FILE",
                            description = CONFIG)
                    Path config,
            @Option(names = "--json", description = JSON) boolean json,
            @Parameters(arity = "0..*", paramLabel = "SERVER", description = "Names of tool servers. Without: all.")
                    List<String> servers)
            throws Exception {
        Thread asking = Thread.currentThread();
        try (MassGen massgen = massgen(config)) {
            List<ToolContainment> chosen = chosen(massgen, servers);
            return context.cancellation().during(asking::interrupt, () -> check(massgen, chosen, json));
        }
    }

    private int check(MassGen massgen, List<ToolContainment> chosen, boolean json) throws InterruptedException {
        SandboxLines lines = new SandboxLines(context.terminal(), json);
        boolean held = true;
        for (ToolContainment server : chosen) {
            if (server.remote()) {
                lines.elsewhere(server);
            } else if (server.isolated()) {
                ToolContainment.Check check = massgen.check(server.server());
                lines.check(check);
                held &= check.held();
            } else {
                lines.unisolated(server);
                held = false;
            }
        }
        return (held ? ExitCode.OK : ExitCode.SANDBOX).code();
    }

    @Command(name = "ps", description = "List the containers of MassGen on an engine, and whether their owners live.")
    int ps(
            @Option(
                            names = {"-c", "--config"},
                            paramLabel = "FILE",
                            description = CONFIG)
                    Path config,
            @Option(names = "--engine", paramLabel = "NAME", defaultValue = "docker", description = ENGINE)
                    String engine,
            @Option(names = "--json", description = JSON) boolean json)
            throws Exception {
        Thread asking = Thread.currentThread();
        List<ContainerInfo> found = context.cancellation()
                .during(asking::interrupt, () -> context.installation().containers(engine, settings(config)));
        new SandboxLines(context.terminal(), json).containers(found);
        return ExitCode.OK.code();
    }

    @Command(
            name = "sweep",
            description = "Remove containers that a dead program of MassGen left behind: those whose owner is dead, and"
                    + " where that cannot be seen, those that have outlived their lifetime.")
    int sweep(
            @Option(
                            names = {"-c", "--config"},
                            paramLabel = "FILE",
                            description = CONFIG)
                    Path config,
            @Option(names = "--engine", paramLabel = "NAME", defaultValue = "docker", description = ENGINE)
                    String engine,
            @Option(names = "--all", description = "Also those of living owners, whose runs lose their tools.")
                    boolean all,
            @Option(names = "--yes", description = "Do not ask before --all.") boolean yes,
            @Option(names = "--json", description = JSON) boolean json)
            throws Exception {
        if (all && !yes) {
            new Confirmation(context.terminal())
                    .require("Remove all containers of MassGen, also of runs that go on?", "--yes");
        }
        Thread asking = Thread.currentThread();
        List<ContainerInfo> removed = context.cancellation()
                .during(asking::interrupt, () -> context.installation().sweep(engine, settings(config), all));
        new SandboxLines(context.terminal(), json).removed(removed);
        return ExitCode.OK.code();
    }

    private MassGen massgen(Path config) {
        return context.builder()
                .config(context.config(Optional.ofNullable(config)))
                .allowUnsandboxed(true)
                .build();
    }

    /** The settings of the engine may be in a configuration, and need not. */
    private Optional<Path> settings(Path config) {
        return Optional.ofNullable(config)
                .map(context.terminal().workingDirectory()::resolve)
                .or(context.installation()::config);
    }

    private static List<ToolContainment> chosen(MassGen massgen, List<String> servers) {
        List<ToolContainment> all = massgen.containments();
        if (servers == null || servers.isEmpty()) {
            if (all.isEmpty()) {
                throw new UsageException("the configuration has no tool server that an agent may use");
            }
            return all;
        }
        return servers.stream().map(name -> named(all, name)).toList();
    }

    private static ToolContainment named(List<ToolContainment> all, String name) {
        return all.stream()
                .filter(server -> server.server().equals(name))
                .findFirst()
                .orElseThrow(() -> new UsageException("no agent uses a tool server '" + name + "'; there are: "
                        + String.join(
                                ", ", all.stream().map(ToolContainment::server).toList())));
    }
}
