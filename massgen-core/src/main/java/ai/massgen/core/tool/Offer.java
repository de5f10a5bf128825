package ai.massgen.core.tool;

import ai.massgen.api.MassGenException;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.event.SessionEvent;
import ai.massgen.core.pin.PinException;
import ai.massgen.core.pin.ToolPin;
import ai.massgen.core.text.Visible;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What one agent is offered: the tools of its servers and the application's own, by the names that its model sees. It is
 * the same for the whole run, but for servers that the agent can do without and that do not start: their tools are
 * withdrawn. Thread-safe.
 */
final class Offer {
    private static final int LONGEST_NAME = 80;

    private final String agent;
    private final List<ToolServer> servers;
    private final Map<String, Route> local = new LinkedHashMap<>();
    private final RouteMaker maker;
    private final Vigilance vigilance;
    private final EventSink events;
    private final ReentrantLock lock = new ReentrantLock();
    private final Set<ToolServer> withdrawn = new LinkedHashSet<>();
    private final Map<ToolServer, Map<String, Route>> listed = new LinkedHashMap<>();

    Offer(
            String agent,
            List<ToolServer> servers,
            List<LocalTool> local,
            RouteMaker maker,
            Vigilance vigilance,
            EventSink events) {
        this.agent = agent;
        this.servers = List.copyOf(servers);
        local.forEach(tool -> this.local.put(tool.spec().name(), maker.to(tool)));
        this.maker = maker;
        this.vigilance = vigilance;
        this.events = events;
    }

    private interface Step {
        void with(ToolServer server) throws InterruptedException;
    }

    /**
     * The tools by name, in the order of the configuration.
     *
     * @throws MassGenException if a server does not start that the agent cannot do without
     */
    Map<String, Route> routes() throws InterruptedException {
        each(ToolServer::begin);
        lock.lockInterruptibly();
        try {
            each(this::list);
            Map<String, Route> routes = new LinkedHashMap<>();
            listed.values().forEach(routes::putAll);
            routes.putAll(local);
            return routes;
        } finally {
            lock.unlock();
        }
    }

    /** What the agent has to know about tools that it is not offered. */
    List<String> notices() {
        lock.lock();
        try {
            return withdrawn.stream()
                    .map(server -> "The tools of the server " + server.name()
                            + " are not available in this run: it could not be started.")
                    .toList();
        } finally {
            lock.unlock();
        }
    }

    private void each(Step step) throws InterruptedException {
        for (ToolServer server : servers) {
            if (!isWithdrawn(server)) {
                try {
                    step.with(server);
                } catch (MassGenException e) {
                    withdraw(server, e);
                }
            }
        }
    }

    private boolean isWithdrawn(ToolServer server) {
        lock.lock();
        try {
            return withdrawn.contains(server);
        } finally {
            lock.unlock();
        }
    }

    /** Nobody can do without what is not what was trusted: that is no failure of a server but a reason to stop. */
    private void withdraw(ToolServer server, MassGenException failure) {
        if (server.required() || failure instanceof PinException) {
            throw failure;
        }
        lock.lock();
        try {
            listed.remove(server);
            if (!withdrawn.add(server)) {
                return;
            }
        } finally {
            lock.unlock();
        }
        events.publish(new SessionEvent.Note(agent + " goes on without the tools of " + server.name()
                + ", which does not start and is not required."));
    }

    private void list(ToolServer server) throws InterruptedException {
        if (listed.containsKey(server)) {
            return;
        }
        List<ToolPin> tools = server.tools();
        vigilance.offered(server.name(), tools);
        Map<String, Route> routes = new LinkedHashMap<>();
        for (ToolPin tool : tools) {
            Optional<Route> route = maker.to(server, tool);
            route.ifPresent(made -> routes.put(made.spec().name(), made));
            if (route.isEmpty()) {
                events.publish(new SessionEvent.Note("The tool " + Visible.line(tool.name(), LONGEST_NAME)
                        + " of the server " + server.name() + " is not offered: its schema is longer than "
                        + RouteMaker.LONGEST_SCHEMA + " characters."));
            }
        }
        listed.put(server, routes);
    }
}
