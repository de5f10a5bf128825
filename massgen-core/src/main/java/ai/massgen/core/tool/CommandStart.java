package ai.massgen.core.tool;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.command.CommandTool;
import ai.massgen.core.config.ToolConfig;
import ai.massgen.core.egress.EgressGate;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.pin.PinOrigin;
import ai.massgen.core.pin.ToolPin;
import ai.massgen.core.plan.ToolPlan;
import ai.massgen.core.sandbox.StderrTail;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Starts the containers in which the commands of one agent run. Thread-safe. */
final class CommandStart {
    private final ToolPlan plan;
    private final ServerUser user;
    private final ToolSite site;
    private final StartCheck check;
    private final LongSupplier nanoTime;

    CommandStart(ToolPlan plan, ServerUser user, ToolSite site, StartCheck check, LongSupplier nanoTime) {
        this.plan = plan;
        this.user = user;
        this.site = site;
        this.check = check;
        this.nanoTime = nanoTime;
    }

    static List<ToolPin> tools(ToolPlan plan) {
        return List.of(ToolPin.of(CommandTool.definition(plan.timeouts().call(), seesWorkspace(plan))));
    }

    private static boolean seesWorkspace(ToolPlan plan) {
        return plan.workspace() != ToolConfig.WorkspaceAccess.NONE;
    }

    /**
     * Starts a container.
     *
     * @param number how many there have been, this one included
     * @throws ai.massgen.api.MassGenException if it cannot be started; nothing is left of it then
     */
    CommandRoom start(int number) throws InterruptedException {
        long begin = nanoTime.getAsLong();
        ServerSpec spec = ServerSpec.of(plan, user, site);
        Optional<ImageId> image = site.image(plan);
        check.image(image);
        StderrTail stderr = new StderrTail();
        SandboxProcess process = site.sandboxes().start(plan.sandbox(), spec.process(site, image, number), stderr);
        Optional<EgressGate> gate = Optional.empty();
        boolean ready = false;
        try {
            spec.verifyMounts();
            check.listing(PinOrigin.of(image, SessionEvent.ToolServerStarted.COMMANDS), tools(plan));
            ServerEnd end = new ServerEnd(process, stderr);
            gate = WayOut.open(plan, end, WayOut.audit(plan, user, site, nanoTime));
            tell(process, image, begin);
            CommandRoom room = new CommandRoom(
                    end,
                    gate,
                    Optional.of(seesWorkspace(plan) ? ServerSpec.WORKSPACE : ServerSpec.TMP),
                    (int) plan.manner().commands().orElseThrow().bytes(),
                    begin);
            ready = true;
            return room;
        } finally {
            if (!ready) {
                gate.ifPresent(EgressGate::close);
                process.close();
            }
        }
    }

    private void tell(SandboxProcess process, Optional<ImageId> image, long begin) {
        site.events()
                .publish(new SessionEvent.ToolServerStarted(
                        user.toString(),
                        plan.name(),
                        plan.sandbox().name(),
                        process.id(),
                        image,
                        SessionEvent.ToolServerStarted.COMMANDS,
                        tools(plan).stream()
                                .map(tool -> ToolNames.of(plan.name(), tool.name()))
                                .toList(),
                        process.evidence(),
                        Duration.ofNanos(nanoTime.getAsLong() - begin),
                        false));
    }
}
