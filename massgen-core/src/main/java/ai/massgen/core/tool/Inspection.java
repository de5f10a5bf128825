package ai.massgen.core.tool;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.pin.FirstUse;
import ai.massgen.core.pin.PinOrigin;
import ai.massgen.core.pin.PinSubject;
import ai.massgen.core.pin.ServerPin;
import ai.massgen.core.pin.ToolPin;
import ai.massgen.core.plan.RunPlan;
import ai.massgen.core.plan.ToolPlan;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.sandbox.Sandboxes;
import ai.massgen.core.task.Closer;
import ai.massgen.core.workspace.Workspaces;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts tool servers outside of a run, locked in as always, to see what they are. Closing it removes everything. Used by
 * one thread.
 */
public final class Inspection implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Inspection.class);
    private static final EventSink EVENTS = event -> LOG.info("{}", event);

    private final Closer closer = new Closer();
    private final ToolSite site;

    /**
     * Prepares to look at the servers of a plan.
     *
     * @param plan what would run
     * @param clock the clock
     * @param environment the environment variables
     */
    public Inspection(RunPlan plan, InstantSource clock, Map<String, String> environment) {
        String id = "tools-" + UUID.randomUUID();
        Workspaces workspaces = Workspaces.create(plan.workspaceDirectory(), id);
        closer.add(workspaces::remove);
        this.site = ToolSite.of(
                plan,
                environment,
                id,
                closer.add(new Sandboxes(clock, environment, EVENTS)),
                workspaces,
                new Oversight(false, FirstUse.TRUST, CallPermission.NOBODY),
                Optional.empty(),
                new StartSignal(List.of()),
                EVENTS);
    }

    /**
     * What a plan asks for, as pins name it.
     *
     * @param server a server of the plan
     * @return the subject of its pin
     */
    public static PinSubject subject(ToolPlan server) {
        return PinSubjects.of(server);
    }

    /**
     * Starts a server, asks for its tools, and ends it.
     *
     * @param server a server of the plan
     * @return what it is now; it has been compared with nothing
     * @throws ai.massgen.api.MassGenException if it cannot be started
     * @throws InterruptedException if the thread is interrupted
     */
    public ServerPin look(ToolPlan server) throws InterruptedException {
        Finding finding = new Finding(PinSubjects.of(server));
        ServerUser user = ServerUser.of(new Alias(1));
        if (server.manner().commands().isPresent()) {
            CommandStart commands = new CommandStart(server, user, site, finding, System::nanoTime);
            try (CommandRoom room = commands.start(1)) {
                LOG.info("looked at {}", room.id());
            }
            return finding.found.orElseThrow();
        }
        ServerStart start = new ServerStart(server, user, site, finding, System::nanoTime);
        try (RunningServer running = start.start(1)) {
            LOG.info("looked at {}", running.id());
        }
        return finding.found.orElseThrow();
    }

    @Override
    public void close() {
        closer.close();
    }

    /** Keeps what is found and objects to nothing. */
    private static final class Finding implements StartCheck {
        private final PinSubject subject;
        private Optional<ServerPin> found = Optional.empty();

        Finding(PinSubject subject) {
            this.subject = subject;
        }

        @Override
        public void image(Optional<ImageId> image) {}

        @Override
        public void listing(PinOrigin origin, List<ToolPin> tools) {
            found = Optional.of(new ServerPin(subject, origin, tools));
        }

        @Override
        public void relisting(List<ToolPin> tools) {}
    }
}
