package ai.massgen.core.tool;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.mcp.McpClient;
import ai.massgen.core.mcp.McpOptions;
import ai.massgen.core.pin.ToolPin;
import ai.massgen.core.plan.ToolPlan;
import ai.massgen.core.sandbox.StderrTail;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Starts the processes of one server, from the image to the listing of its tools. Thread-safe. */
final class ServerStart {
    private static final String VERSION =
            Objects.requireNonNullElse(ServerStart.class.getPackage().getImplementationVersion(), "unknown");

    private final ToolPlan plan;
    private final ServerUser user;
    private final ToolSite site;
    private final StartCheck check;
    private final LongSupplier nanoTime;

    ServerStart(ToolPlan plan, ServerUser user, ToolSite site, StartCheck check, LongSupplier nanoTime) {
        this.plan = plan;
        this.user = user;
        this.site = site;
        this.check = check;
        this.nanoTime = nanoTime;
    }

    /**
     * Starts a process.
     *
     * @param number how many there have been, this one included
     * @throws ai.massgen.api.MassGenException if it cannot be started; nothing is left of it then
     */
    RunningServer start(int number) throws InterruptedException {
        long begin = nanoTime.getAsLong();
        ServerSpec spec = ServerSpec.of(plan, user, site);
        Optional<ImageId> image = image();
        check.image(image);
        StderrTail stderr = new StderrTail();
        SandboxProcess process = site.sandboxes().start(plan.sandbox(), spec.process(site, image, number), stderr);
        boolean ready = false;
        try {
            spec.verifyMounts();
            RunningServer server = shakeHands(new ServerEnd(process, stderr), image, begin);
            ready = true;
            return server;
        } finally {
            if (!ready) {
                process.close();
            }
        }
    }

    private Optional<ImageId> image() throws InterruptedException {
        return plan.image().isPresent()
                ? Optional.of(
                        site.sandboxes().prepare(plan.sandbox(), plan.image().get()))
                : Optional.empty();
    }

    private RunningServer shakeHands(ServerEnd end, Optional<ImageId> image, long begin) throws InterruptedException {
        SandboxProcess process = end.process();
        Traffic traffic = new Traffic();
        McpClient client = McpClient.connect(
                traffic.counted(process.stdout()),
                traffic.counted(process.stdin()),
                new McpOptions(
                        plan.name(),
                        VERSION,
                        plan.timeouts().start(),
                        McpOptions.Limits.DEFAULT,
                        end::epitaph,
                        nanoTime));
        String protocol = client.initialize().protocolVersion();
        long version = client.toolListChanges();
        Listing listing = new Listing(client.listTools(), version);
        check.listing(image, listing.tools());
        site.events()
                .publish(new SessionEvent.ToolServerStarted(
                        user.toString(),
                        plan.name(),
                        plan.sandbox().name(),
                        process.id(),
                        image,
                        protocol,
                        names(listing),
                        process.evidence(),
                        Duration.ofNanos(nanoTime.getAsLong() - begin)));
        return new RunningServer(plan.name(), end, client, new CurrentListing(client, listing, check), traffic, begin);
    }

    private List<String> names(Listing listing) {
        return listing.tools().stream()
                .map(ToolPin::name)
                .filter(plan::allows)
                .map(name -> ToolNames.of(plan.name(), name))
                .toList();
    }
}
