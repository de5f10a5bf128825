package ai.massgen.core.tool;

import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.config.ToolConfig;
import ai.massgen.core.plan.ToolPlan;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.sandbox.InsideProbe;
import ai.massgen.core.sandbox.StderrTail;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Starts the container of a server to look at what holds it in, and removes it again. The server itself does not run. */
public final class ServerTrial {
    private static final int LONGEST = 64 << 10;
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final List<String> PROBE = List.of("/bin/sh", "-c", InsideProbe.SCRIPT + "read -r wait\n");

    private ServerTrial() {}

    /**
     * What was found. Immutable.
     *
     * @param container the container's name
     * @param evidence what is known from outside
     * @param inside what a program sees inside; empty if the image has no shell to ask with
     */
    public record Outcome(String container, List<Evidence> evidence, List<InsideProbe.Finding> inside) {
        /** Copies the lists. */
        public Outcome {
            evidence = List.copyOf(evidence);
            inside = List.copyOf(inside);
        }
    }

    /**
     * Looks.
     *
     * @param tool the server
     * @param site where it would be at home
     * @return what was found
     * @throws ai.massgen.api.MassGenException if the container cannot be made as asked
     * @throws InterruptedException if the thread is interrupted
     */
    public static Outcome run(ToolPlan tool, ToolSite site) throws InterruptedException {
        ServerUser user = tool.scope() == ToolConfig.Scope.RUN ? ServerUser.RUN : ServerUser.of(new Alias(1));
        ServerSpec spec = ServerSpec.of(tool, user, site);
        Optional<ImageId> image = tool.image().isPresent()
                ? Optional.of(
                        site.sandboxes().prepare(tool.sandbox(), tool.image().get()))
                : Optional.empty();
        ProcessSpec asked = spec.process(site, image, 1);
        try {
            return look(tool, site, withCommand(asked, PROBE), true);
        } catch (SandboxException e) {
            if (e.kind() != SandboxException.Kind.START_FAILED) {
                throw e;
            }
            return look(tool, site, asked, false); // an image without a shell
        }
    }

    private static Outcome look(ToolPlan tool, ToolSite site, ProcessSpec spec, boolean asking)
            throws InterruptedException {
        try (SandboxProcess process = site.sandboxes().start(tool.sandbox(), spec, new StderrTail())) {
            List<InsideProbe.Finding> inside = asking ? InsideProbe.judge(spec.policy(), answers(process)) : List.of();
            return new Outcome(spec.name(), process.evidence(), inside);
        } catch (IOException e) {
            throw new SandboxException(
                    SandboxException.Kind.LOST, "the probe in container " + spec.name() + " could not be read", e);
        }
    }

    private static String answers(SandboxProcess process) throws IOException, InterruptedException {
        process.stdin().close();
        byte[] answers = process.stdout().readNBytes(LONGEST);
        if (process.awaitExit(PATIENCE).isEmpty()) {
            throw new IOException("it does not end");
        }
        return new String(answers, StandardCharsets.UTF_8);
    }

    private static ProcessSpec withCommand(ProcessSpec spec, List<String> command) {
        IsolationPolicy policy = spec.policy();
        ProcessSpec.Builder builder = ProcessSpec.builder(spec.name())
                .command(command)
                .environment(spec.environment())
                .mounts(spec.mounts())
                .labels(spec.labels())
                .policy(policy)
                .lifetime(spec.lifetime());
        spec.image().ifPresent(builder::image);
        return builder.build();
    }
}
