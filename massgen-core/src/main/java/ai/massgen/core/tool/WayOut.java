package ai.massgen.core.tool;

import ai.massgen.core.egress.EgressAudit;
import ai.massgen.core.egress.EgressGate;
import ai.massgen.core.http.Dialer;
import ai.massgen.core.plan.ToolPlan;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Opens the way out of a container of a tool: to the hosts of its list, or none. */
final class WayOut {
    private WayOut() {}

    /** Tells the user of a run what a tool reaches. */
    static EgressAudit audit(ToolPlan plan, ServerUser user, ToolSite site, LongSupplier nanoTime) {
        return new EgressAudit(user.toString(), plan.name(), site.events(), nanoTime);
    }

    /**
     * Opens it, before anything in the container is asked to do anything.
     *
     * @param plan the tool
     * @param end what runs in the container; it ends if the way is lost
     * @param audit is told of each connection
     * @return the way; empty if the tool has no list
     * @throws ai.massgen.api.MassGenException if it cannot be opened
     * @throws InterruptedException if the thread is interrupted
     */
    static Optional<EgressGate> open(ToolPlan plan, ServerEnd end, EgressAudit audit) throws InterruptedException {
        if (plan.egress().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(EgressGate.open(
                end.process(),
                plan.egress(),
                Dialer.Resolver.SYSTEM,
                audit,
                end.stderr(),
                end::cutOff,
                plan.timeouts().start()));
    }
}
