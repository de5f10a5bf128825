package ai.massgen.core.tool;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.pin.PinOrigin;
import ai.massgen.core.pin.ToolPin;
import ai.massgen.core.plan.RemotePlan;
import ai.massgen.core.plan.ToolPlan;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Gives a user the servers of one tool, each checked before it is used: one that stands ready if there is, else one that is
 * started now. Thread-safe.
 */
final class ServerStart {
    private final ToolPlan plan;
    private final ServerUser user;
    private final ToolSite site;
    private final StartCheck check;
    private final LongSupplier nanoTime;
    private final ServerIgnition ignition;

    ServerStart(ToolPlan plan, ServerUser user, ToolSite site, StartCheck check, LongSupplier nanoTime) {
        this.plan = plan;
        this.user = user;
        this.site = site;
        this.check = check;
        this.nanoTime = nanoTime;
        this.ignition = new ServerIgnition(plan, nanoTime);
    }

    /**
     * Takes a server that stands ready, or starts a process or a session.
     *
     * @param number how many there have been, this one included
     * @throws ai.massgen.api.MassGenException if it cannot be started; nothing is left of it then
     */
    RunningServer start(int number) throws InterruptedException {
        long begin = nanoTime.getAsLong();
        return plan.remote().isPresent() ? remote(plan.remote().get(), begin) : here(number, begin);
    }

    private RunningServer remote(RemotePlan remote, long begin) throws InterruptedException {
        check.image(Optional.empty());
        return admit(ignition.remote(remote), begin, false);
    }

    private RunningServer here(int number, long begin) throws InterruptedException {
        ServerSpec spec = ServerSpec.of(plan, user, site);
        Optional<ImageId> image = site.image(plan);
        check.image(image);
        Optional<ReadyServer> warm = site.warm().flatMap(pool -> pool.take(plan, image));
        RunningServer server = warm.isPresent()
                ? admit(warm.get(), begin, true)
                : admit(
                        ignition.process(spec, site, image, WayOut.audit(plan, user, site, nanoTime), number),
                        begin,
                        false);
        site.warm().ifPresent(pool -> pool.stock(plan, image, site));
        return server;
    }

    /**
     * Has servers started ahead, if the plan wants that and this one may run.
     *
     * @throws ai.massgen.api.MassGenException if it must not run, or its image cannot be had
     */
    void ahead() throws InterruptedException {
        if (site.warm().isPresent() && plan.warm() > 0) {
            Optional<ImageId> image = site.image(plan);
            check.image(image);
            site.warm().get().stock(plan, image, site);
        }
    }

    private RunningServer admit(ReadyServer server, long begin, boolean warm) throws InterruptedException {
        boolean admitted = false;
        try {
            check.listing(
                    PinOrigin.of(server.body().image(), server.client().beginning()),
                    server.listing().tools());
            server.audit().ifPresent(audit -> audit.handOver(user.toString(), site.events()));
            tell(server, begin, warm);
            admitted = true;
            return new RunningServer(
                    plan.name(),
                    server.body(),
                    server.client(),
                    new CurrentListing(server.client(), server.listing(), check),
                    server.traffic(),
                    server.born());
        } finally {
            if (!admitted) {
                server.drop();
            }
        }
    }

    private void tell(ReadyServer server, long begin, boolean warm) {
        site.events()
                .publish(new SessionEvent.ToolServerStarted(
                        user.toString(),
                        plan.name(),
                        server.body().place(),
                        server.body().id(),
                        server.body().image(),
                        server.protocol(),
                        names(server.listing()),
                        server.body().evidence(),
                        Duration.ofNanos(nanoTime.getAsLong() - begin),
                        warm));
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
