package ai.massgen.core;

import ai.massgen.api.sandbox.SandboxCapability;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.core.config.ToolConfig;
import ai.massgen.core.engine.Surroundings;
import ai.massgen.core.pin.FirstUse;
import ai.massgen.core.plan.RunPlan;
import ai.massgen.core.plan.ToolPlan;
import ai.massgen.core.sandbox.PolicyText;
import ai.massgen.core.sandbox.Sandboxes;
import ai.massgen.core.tool.CallPermission;
import ai.massgen.core.tool.Oversight;
import ai.massgen.core.tool.ServerTrial;
import ai.massgen.core.tool.StartSignal;
import ai.massgen.core.tool.ToolSite;
import ai.massgen.core.workspace.Workspaces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Tells how the tools of a plan are locked in, and tries it. */
record Trials(RunPlan plan, Surroundings surroundings) {
    private static final Logger LOG = LoggerFactory.getLogger(Trials.class);

    List<ToolContainment> explain() {
        return plan.tools().values().stream().map(Trials::explain).toList();
    }

    private static ToolContainment explain(ToolPlan tool) {
        return tool.remote().map(remote -> RemoteWords.explain(tool, remote)).orElseGet(() -> here(tool));
    }

    private static ToolContainment here(ToolPlan tool) {
        boolean isolated = tool.sandbox().capabilities().contains(SandboxCapability.ISOLATION);
        return new ToolContainment(
                tool.name(),
                tool.sandbox().name(),
                isolated,
                false,
                runs(tool),
                isolated ? PolicyText.of(tool) : Map.of());
    }

    private static Map<String, String> runs(ToolPlan tool) {
        Map<String, String> runs = new LinkedHashMap<>();
        tool.image().ifPresent(image -> runs.put("image", image.explained()));
        tool.manner()
                .commands()
                .ifPresentOrElse(
                        output -> runs.put("commands", "of the agent, " + output + " shown of each stream"),
                        () -> runs.put(
                                "command",
                                tool.command().isEmpty() ? "the image's own" : String.join(" ", tool.command())));
        runs.put("variables", names(tool.env()));
        runs.put("secrets", names(tool.secrets()));
        common(tool, runs);
        return runs;
    }

    /** What is told of every server, wherever it runs. */
    static void common(ToolPlan tool, Map<String, String> words) {
        words.put("scope", tool.scope().name().toLowerCase(Locale.ROOT));
        if (tool.warm() > 0) {
            words.put("warm", tool.warm() + " started ahead, each for one " + user(tool.scope()));
        }
        words.put("tools offered", tool.allow().isEmpty() ? "all of the server's" : String.join(", ", tool.allow()));
        words.put(
                "times",
                "start " + tool.timeouts().start() + ", call " + tool.timeouts().call() + ", life "
                        + tool.timeouts().lifetime());
    }

    private static String user(ToolConfig.Scope scope) {
        return switch (scope) {
            case AGENT -> "agent";
            case RUN -> "run";
            case CALL -> "call";
        };
    }

    private static String names(Map<String, ?> variables) {
        return variables.isEmpty() ? "none" : String.join(", ", new TreeSet<>(variables.keySet()));
    }

    ToolContainment.Check check(String server) throws InterruptedException {
        ToolPlan tool = plan.tools().get(server);
        if (tool == null) {
            throw new IllegalArgumentException("the plan has no tool server named '" + server + "'");
        }
        if (tool.remote().isPresent()) {
            throw new IllegalArgumentException("the tool server '" + server + "' runs elsewhere, in no container");
        }
        Path folder = scratch();
        try (Sandboxes sandboxes = new Sandboxes(
                surroundings.clock(), surroundings.environment(), event -> LOG.info("check: {}", event))) {
            ServerTrial.Outcome outcome = ServerTrial.run(tool, site(folder, sandboxes));
            return new ToolContainment.Check(
                    server,
                    outcome.container(),
                    outcome.evidence(),
                    outcome.inside().stream()
                            .map(each -> new ToolContainment.Check.Finding(
                                    each.what(), each.expected(), each.seen(), each.held()))
                            .toList());
        } finally {
            delete(folder);
        }
    }

    /** A run's own folders would stay; these go with the check. */
    private ToolSite site(Path folder, Sandboxes sandboxes) {
        String id = "check-" + Long.toString(surroundings.randomness().nextLong() & Long.MAX_VALUE, 36);
        Workspaces workspaces = Workspaces.create(folder, id);
        return ToolSite.of(
                plan,
                surroundings.environment(),
                id,
                sandboxes,
                workspaces,
                new Oversight(false, FirstUse.TRUST, CallPermission.NOBODY),
                Optional.empty(),
                new StartSignal(List.of()),
                event -> LOG.info("check: {}", event));
    }

    private static Path scratch() {
        try {
            return Files.createTempDirectory("massgen-check-");
        } catch (IOException e) {
            throw new SandboxException(
                    SandboxException.Kind.START_FAILED, "cannot make a folder for the check: " + e.getMessage(), e);
        }
    }

    private static void delete(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            LOG.warn("cannot delete {}: {}", folder, e.getMessage());
        }
    }
}
