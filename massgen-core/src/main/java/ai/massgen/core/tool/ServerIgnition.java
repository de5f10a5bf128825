package ai.massgen.core.tool;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.egress.EgressAudit;
import ai.massgen.core.egress.EgressGate;
import ai.massgen.core.mcp.McpClient;
import ai.massgen.core.mcp.McpOptions;
import ai.massgen.core.plan.RemotePlan;
import ai.massgen.core.plan.ToolPlan;
import ai.massgen.core.sandbox.StderrTail;
import java.util.Objects;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Brings one server up to the listing of its tools, whoever it will work for. Immutable and thread-safe. */
record ServerIgnition(ToolPlan plan, LongSupplier nanoTime) {
    private static final String VERSION =
            Objects.requireNonNullElse(ServerIgnition.class.getPackage().getImplementationVersion(), "unknown");

    /**
     * Starts a process.
     *
     * @param spec what it needs of this machine
     * @param site where it belongs
     * @param image its image, which may run
     * @param audit is told of its connections
     * @param number how many there have been of this name, this one included
     * @throws ai.massgen.api.MassGenException if it cannot be started; nothing is left of it then
     */
    ReadyServer process(ServerSpec spec, ToolSite site, Optional<ImageId> image, EgressAudit audit, int number)
            throws InterruptedException {
        long begin = nanoTime.getAsLong();
        StderrTail stderr = new StderrTail();
        SandboxProcess process = site.sandboxes().start(plan.sandbox(), spec.process(site, image, number), stderr);
        Optional<EgressGate> gate = Optional.empty();
        boolean ready = false;
        try {
            spec.verifyMounts();
            ServerEnd end = new ServerEnd(process, stderr);
            gate = WayOut.open(plan, end, audit); // before the server is asked anything
            Traffic traffic = new Traffic();
            McpClient client = McpClient.connect(
                    traffic.counted(process.stdout()), traffic.counted(process.stdin()), options(end::epitaph));
            ReadyServer server = shakeHands(
                    new ProcessBody(plan.sandbox().name(), image, end, gate),
                    client,
                    traffic,
                    Optional.of(spec),
                    gate.map(open -> audit),
                    begin);
            ready = true;
            return server;
        } finally {
            if (!ready) {
                gate.ifPresent(EgressGate::close);
                process.close();
            }
        }
    }

    /**
     * Begins a session with a server that runs elsewhere.
     *
     * @throws ai.massgen.api.MassGenException if that cannot be done
     */
    ReadyServer remote(RemotePlan remote) throws InterruptedException {
        long begin = nanoTime.getAsLong();
        Traffic traffic = new Traffic();
        McpClient client = McpClient.connect(remote.access(traffic), options(() -> ""));
        boolean ready = false;
        try {
            ReadyServer server = shakeHands(
                    new RemoteBody(remote.target().toString()),
                    client,
                    traffic,
                    Optional.empty(),
                    Optional.empty(),
                    begin);
            ready = true;
            return server;
        } finally {
            if (!ready) {
                client.close();
            }
        }
    }

    private ReadyServer shakeHands(
            ServerBody body,
            McpClient client,
            Traffic traffic,
            Optional<ServerSpec> spec,
            Optional<EgressAudit> audit,
            long begin)
            throws InterruptedException {
        String protocol = client.initialize().protocolVersion();
        long version = client.toolListChanges();
        Listing listing = new Listing(client.listTools(), version);
        return new ReadyServer(body, client, protocol, listing, traffic, spec, audit, begin);
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
}
