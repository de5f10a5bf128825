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

    /**
     * Opens it, before anything in the container is asked to do anything.
     *
     * @param plan the tool
     * @param user whom it works for
     * @param site where it is told what was reached
     * @param end what runs in the container; it ends if the way is lost
     * @param nanoTime a clock
     * @return the way; empty if the tool has no list
     * @throws ai.massgen.api.MassGenException if it cannot be opened
     * @throws InterruptedException if the thread is interrupted
     */
    static Optional<EgressGate> open(
            ToolPlan plan, ServerUser user, ToolSite site, ServerEnd end, LongSupplier nanoTime)
            throws InterruptedException {
        if (plan.egress().isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(EgressGate.open(
                end.process(),
                plan.egress(),
                Dialer.Resolver.SYSTEM,
                new EgressAudit(user.toString(), plan.name(), site.events(), nanoTime),
                end.stderr(),
                end::cutOff,
                plan.timeouts().start()));
    }
}
