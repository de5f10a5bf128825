package ai.massgen.core.tool;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.core.event.TrustEvent;
import ai.massgen.core.pin.PinException;
import ai.massgen.core.pin.PinOrigin;
import ai.massgen.core.pin.PinSubject;
import ai.massgen.core.pin.Pins;
import ai.massgen.core.pin.ServerPin;
import ai.massgen.core.pin.ToolChange;
import ai.massgen.core.pin.ToolPin;
import ai.massgen.core.plan.ToolPlan;
import ai.massgen.core.text.Visible;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the listings of one server are held against: its pin, or if it is not to be pinned, its first listing of this run.
 * Tells the user what differs. Thread-safe.
 */
final class Reference implements StartCheck {
    private static final int MOST_TOLD = 100;
    private static final int LONGEST_DIFF = 4_000;
    private static final int LONGEST_NAME = 80;

    private final ToolPlan plan;
    private final ServerUser user;
    private final ToolSite site;
    private final PinSubject subject;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<ToolChange> told = new HashSet<>();
    private Optional<List<ToolPin>> tools = Optional.empty();

    Reference(ToolPlan plan, ServerUser user, ToolSite site) {
        this.plan = plan;
        this.user = user;
        this.site = site;
        this.subject = PinSubjects.of(plan);
    }

    /** What agents are offered for the whole run; empty before anything is known of the server. */
    Optional<List<ToolPin>> tools() {
        lock.lock();
        try {
            if (tools.isEmpty() && plan.pinned()) {
                tools = site.pins().find(subject).map(ServerPin::tools);
            }
            return tools;
        } finally {
            lock.unlock();
        }
    }

    @Override
    public void image(Optional<ImageId> image) {
        if (plan.pinned()) {
            site.pins().checkImage(subject, image);
        } else if (site.pins().locked()) {
            throw new PinException(
                    PinException.Kind.NOT_PINNED,
                    "the tool server " + plan.name() + " is not to be pinned (tools." + plan.name()
                            + ".pin: false), and with --locked only what is pinned runs");
        }
    }

    @Override
    public void listing(PinOrigin origin, List<ToolPin> listed) throws InterruptedException {
        List<ToolPin> trusted = plan.pinned() ? pinned(origin, listed) : listed;
        lock.lock();
        try {
            if (tools.isEmpty()) {
                tools = Optional.of(trusted);
            }
        } finally {
            lock.unlock();
        }
        relisting(listed);
    }

    private List<ToolPin> pinned(PinOrigin origin, List<ToolPin> listed) throws InterruptedException {
        Pins.Admission admission = site.pins().admit(new ServerPin(subject, origin, listed));
        if (admission.recorded()) {
            site.events()
                    .publish(new TrustEvent.ToolsPinned(
                            plan.name(),
                            listed.stream()
                                    .map(tool -> ToolNames.of(plan.name(), tool.name()))
                                    .toList(),
                            site.pins().path().toString()));
        }
        return admission.pin().tools();
    }

    @Override
    public void relisting(List<ToolPin> listed) {
        ToolChange.between(tools().orElse(listed), listed).forEach(this::tell);
    }

    private void tell(ToolChange change) {
        lock.lock();
        try {
            if (told.size() == MOST_TOLD || !told.add(change)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        site.events()
                .publish(new TrustEvent.ToolDefinitionChanged(
                        user.toString(),
                        plan.name(),
                        Visible.line(change.tool(), LONGEST_NAME),
                        change.kind().name().toLowerCase(Locale.ROOT),
                        Visible.block(String.join("\n", change.diff()), LONGEST_DIFF)));
    }
}
