package ai.massgen.core.tool;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.egress.EgressGate;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.mcp.McpClient;
import ai.massgen.core.mcp.McpOptions;
import ai.massgen.core.pin.PinOrigin;
import ai.massgen.core.pin.ToolPin;
import ai.massgen.core.plan.RemotePlan;
import ai.massgen.core.plan.ToolPlan;
import ai.massgen.core.sandbox.StderrTail;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Starts the processes of one server, or sessions with it, up to the listing of its tools. Thread-safe. */
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
     * Starts a process or a session.
     *
     * @param number how many there have been, this one included
     * @throws ai.massgen.api.MassGenException if it cannot be started; nothing is left of it then
     */
    RunningServer start(int number) throws InterruptedException {
        long begin = nanoTime.getAsLong();
        return plan.remote().isPresent() ? remote(plan.remote().get(), begin) : process(number, begin);
    }

    private RunningServer process(int number, long begin) throws InterruptedException {
        ServerSpec spec = ServerSpec.of(plan, user, site);
        Optional<ImageId> image = site.image(plan);
        check.image(image);
        StderrTail stderr = new StderrTail();
        SandboxProcess process = site.sandboxes().start(plan.sandbox(), spec.process(site, image, number), stderr);
        Optional<EgressGate> gate = Optional.empty();
        boolean ready = false;
        try {
            spec.verifyMounts();
            ServerEnd end = new ServerEnd(process, stderr);
            gate = WayOut.open(plan, user, site, end, nanoTime); // before the server is asked anything
            Traffic traffic = new Traffic();
            McpClient client = McpClient.connect(
                    traffic.counted(process.stdout()), traffic.counted(process.stdin()), options(end::epitaph));
            RunningServer server =
                    shakeHands(new ProcessBody(plan.sandbox().name(), image, end, gate), client, traffic, begin);
            ready = true;
            return server;
        } finally {
            if (!ready) {
                gate.ifPresent(EgressGate::close);
                process.close();
            }
        }
    }

    private RunningServer remote(RemotePlan remote, long begin) throws InterruptedException {
        check.image(Optional.empty());
        Traffic traffic = new Traffic();
        McpClient client = McpClient.connect(remote.access(traffic), options(() -> ""));
        boolean ready = false;
        try {
            RunningServer server = shakeHands(new RemoteBody(remote.target().toString()), client, traffic, begin);
            ready = true;
            return server;
        } finally {
            if (!ready) {
                client.close();
            }
        }
    }

    private McpOptions options(Supplier<String> epitaph) {
        return new McpOptions(
                plan.name(),
                VERSION,
                plan.timeouts().start(),
                plan.manner().handshake(),
                McpOptions.Limits.DEFAULT,
                epitaph,
                nanoTime);
    }

    private RunningServer shakeHands(ServerBody body, McpClient client, Traffic traffic, long begin)
            throws InterruptedException {
        String protocol = client.initialize().protocolVersion();
        long version = client.toolListChanges();
        Listing listing = new Listing(client.listTools(), version);
        check.listing(PinOrigin.of(body.image(), client.beginning()), listing.tools());
        site.events()
                .publish(new SessionEvent.ToolServerStarted(
                        user.toString(),
                        plan.name(),
                        body.place(),
                        body.id(),
                        body.image(),
                        protocol,
                        names(listing),
                        body.evidence(),
                        Duration.ofNanos(nanoTime.getAsLong() - begin)));
        return new RunningServer(plan.name(), body, client, new CurrentListing(client, listing, check), traffic, begin);
    }

    private List<String> names(Listing listing) {
        List<ToolPin> allowed = listing.tools().stream()
                .filter(tool -> plan.allows(tool.name()))
                .toList();
        return SideTools.beside(allowed, plan).stream()
                .map(tool -> ToolNames.of(plan.name(), tool.name()))
                .toList();
    }
}
