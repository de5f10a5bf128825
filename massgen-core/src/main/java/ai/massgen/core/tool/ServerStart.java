package ai.massgen.core.tool;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.mcp.McpClient;
import ai.massgen.core.mcp.McpOptions;
import ai.massgen.core.mcp.McpTool;
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
    private final LongSupplier nanoTime;

    ServerStart(ToolPlan plan, ServerUser user, ToolSite site, LongSupplier nanoTime) {
        this.plan = plan;
        this.user = user;
        this.site = site;
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
        McpClient client = McpClient.connect(
                process.stdout(),
                process.stdin(),
                new McpOptions(
                        plan.name(),
                        VERSION,
                        plan.timeouts().start(),
                        McpOptions.Limits.DEFAULT,
                        end::epitaph,
                        nanoTime));
        String protocol = client.initialize().protocolVersion();
        List<McpTool> tools = allowed(client.listTools());
        site.events()
                .publish(new SessionEvent.ToolServerStarted(
                        user.toString(),
                        plan.name(),
                        plan.sandbox().name(),
                        process.id(),
                        image,
                        protocol,
                        tools.stream()
                                .map(tool -> ToolNames.of(plan.name(), tool.name()))
                                .toList(),
                        process.evidence(),
                        Duration.ofNanos(nanoTime.getAsLong() - begin)));
        return new RunningServer(end, client, tools, begin);
    }

    private List<McpTool> allowed(List<McpTool> tools) {
        if (plan.allow().isEmpty()) {
            return tools;
        }
        List<String> names = tools.stream().map(McpTool::name).toList();
        plan.allow().stream()
                .filter(name -> !names.contains(name))
                .forEach(name -> site.events()
                        .publish(new SessionEvent.Note("The server " + plan.name() + " has no tool named " + name
                                + ", which tools." + plan.name() + ".allow names.")));
        return tools.stream().filter(tool -> plan.allow().contains(tool.name())).toList();
    }
}
