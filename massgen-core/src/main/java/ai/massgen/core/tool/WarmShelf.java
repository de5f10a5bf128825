package ai.massgen.core.tool;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.core.plan.ToolPlan;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The servers of one plan and one image that stand ready, oldest first. Not thread-safe: the lock of its pool guards it.
 */
final class WarmShelf {
    private final ToolPlan plan;
    private final Optional<ImageId> image;
    private final LongSupplier nanoTime;
    private final Deque<ReadyServer> ready = new ArrayDeque<>();
    private final CircuitBreaker breaker;
    /** Where the next one is started; that of the run that asked last. */
    private ToolSite site;

    private boolean filling;

    WarmShelf(ToolPlan plan, Optional<ImageId> image, ToolSite site, LongSupplier nanoTime) {
        this.plan = plan;
        this.image = image;
        this.site = site;
        this.nanoTime = nanoTime;
        this.breaker = new CircuitBreaker(nanoTime);
    }

    ToolPlan plan() {
        return plan;
    }

    Optional<ImageId> image() {
        return image;
    }

    ToolSite site() {
        return site;
    }

    void moveTo(ToolSite newest) {
        site = newest;
    }

    /** Whether what stands here is exactly what is asked for. */
    boolean fits(ToolPlan asked, Optional<ImageId> wanted) {
        return plan.equals(asked) && image.equals(wanted);
    }

    /** Whether one more should be started now. */
    boolean wantsMore() {
        return !filling && ready.size() < plan.warm() && breaker.allows();
    }

    int size() {
        return ready.size();
    }

    boolean isFilling() {
        return filling;
    }

    void filling(boolean now) {
        filling = now;
    }

    void add(ReadyServer server) {
        ready.add(server);
    }

    void startFailed() {
        breaker.failed();
    }

    /** Takes out what nobody may get any more: what has ended by itself, and what has lived for half of its lifetime. */
    List<ReadyServer> spoiled() {
        List<ReadyServer> spoiled = new ArrayList<>();
        for (ReadyServer each : List.copyOf(ready)) {
            boolean ended = each.hasEnded();
            if (ended) {
                breaker.failed();
            }
            if (ended || isTooOld(each)) {
                ready.remove(each);
                spoiled.add(each);
            }
        }
        return spoiled;
    }

    /** Who gets a server shall have at least half of its lifetime. */
    private boolean isTooOld(ReadyServer server) {
        return server.age(nanoTime.getAsLong())
                        .compareTo(plan.timeouts().lifetime().dividedBy(2))
                > 0;
    }

    /** Takes the oldest. */
    Optional<ReadyServer> take() {
        Optional<ReadyServer> oldest = Optional.ofNullable(ready.poll());
        oldest.ifPresent(server -> breaker.succeeded());
        return oldest;
    }

    /** Takes all. */
    List<ReadyServer> empty() {
        List<ReadyServer> all = List.copyOf(ready);
        ready.clear();
        return all;
    }
}
