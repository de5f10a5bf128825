package ai.massgen.core.tool;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.pin.LockFile;
import ai.massgen.core.pin.Pins;
import ai.massgen.core.plan.RunPlan;
import ai.massgen.core.plan.ToolPlan;
import ai.massgen.core.sandbox.MountRules;
import ai.massgen.core.sandbox.Sandboxes;
import ai.massgen.core.workspace.Workspaces;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Where the tool servers of one run are at home. As thread-safe as its parts, which all are.
 *
 * @param run the id of the run
 * @param sandboxes the engines
 * @param mounts what servers may see of this machine
 * @param workspaces the folders of the run
 * @param pins what is known of the servers
 * @param oversight where somebody has a say
 * @param warm what stands ready, if anything may
 * @param signal when servers that need not start at once may start
 * @param events where the user hears of servers and calls
 */
public record ToolSite(
        String run,
        Sandboxes sandboxes,
        MountRules mounts,
        Workspaces workspaces,
        Pins pins,
        Oversight oversight,
        Optional<WarmServers> warm,
        StartSignal signal,
        EventSink events) {
    /** Checks for null. */
    public ToolSite {
        Objects.requireNonNull(run, "run");
        Objects.requireNonNull(sandboxes, "sandboxes");
        Objects.requireNonNull(mounts, "mounts");
        Objects.requireNonNull(workspaces, "workspaces");
        Objects.requireNonNull(pins, "pins");
        Objects.requireNonNull(oversight, "oversight");
        Objects.requireNonNull(warm, "warm");
        Objects.requireNonNull(signal, "signal");
        Objects.requireNonNull(events, "events");
    }

    /** Makes the image of a tool ready; empty if it runs none. */
    Optional<ImageId> image(ToolPlan plan) throws InterruptedException {
        return plan.image().isPresent()
                ? Optional.of(sandboxes.prepare(plan.sandbox(), plan.image().get()))
                : Optional.empty();
    }

    /**
     * The site of a run of a plan, with the mounts that the plan allows and the pins beside its configuration.
     *
     * @param plan the plan
     * @param environment the environment variables
     * @param run the id of the run
     * @param sandboxes the engines
     * @param workspaces the folders of the run
     * @param oversight where somebody has a say
     * @param warm what stands ready, if anything may
     * @param signal when servers that need not start at once may start
     * @param events where the user hears of servers and calls
     * @return the site
     */
    public static ToolSite of(
            RunPlan plan,
            Map<String, String> environment,
            String run,
            Sandboxes sandboxes,
            Workspaces workspaces,
            Oversight oversight,
            Optional<WarmServers> warm,
            StartSignal signal,
            EventSink events) {
        MountRules mounts = new MountRules(
                plan.baseDirectory(),
                plan.mountRoots(),
                workspaces.runs(),
                workspaces.empty(),
                Path.of(System.getProperty("user.home")),
                environment);
        Pins pins = new Pins(new LockFile(plan.baseDirectory()), oversight.locked(), oversight.firstUse());
        return new ToolSite(run, sandboxes, mounts, workspaces, pins, oversight, warm, signal, events);
    }

    /** The same, except where its containers belong. */
    ToolSite elsewhere(String owner, Sandboxes engines, EventSink audience) {
        return new ToolSite(owner, engines, mounts, workspaces, pins, oversight, Optional.empty(), signal, audience);
    }
}
