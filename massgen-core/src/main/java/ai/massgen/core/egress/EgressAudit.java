package ai.massgen.core.egress;

import ai.massgen.core.event.EgressEvent;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.text.Visible;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;

/**
 * Tells of the connections of one server. A server that asks for very many does not fill the journal: beyond a number in a
 * minute they are only counted. Thread-safe.
 */
public final class EgressAudit {
    /** How many are told in a minute, one by one. */
    static final int MOST = 60;

    private static final long MINUTE = TimeUnit.MINUTES.toNanos(1);
    private static final int LONGEST = 120;

    private final String agent;
    private final String server;
    private final EventSink events;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private long begin;
    private int told;
    private int connected;
    private int refused;

    /**
     * Creates it.
     *
     * @param agent whom the server works for
     * @param server its name in the configuration
     * @param events where the user hears of it
     * @param nanoTime a clock
     */
    public EgressAudit(String agent, String server, EventSink events, LongSupplier nanoTime) {
        this.agent = Objects.requireNonNull(agent, "agent");
        this.server = Objects.requireNonNull(server, "server");
        this.events = Objects.requireNonNull(events, "events");
        this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
        this.begin = nanoTime.getAsLong();
    }

    void connected(EgressHost target, String address) {
        if (tells(true)) {
            events.publish(new EgressEvent.EgressConnected(agent, server, target.toString(), address));
        }
    }

    void refused(String target, String reason) {
        if (tells(false)) {
            events.publish(new EgressEvent.EgressRefused(
                    agent, server, Visible.line(target, LONGEST), Visible.line(reason, LONGEST)));
        }
    }

    private boolean tells(boolean made) {
        boolean over;
        boolean tells;
        lock.lock();
        try {
            over = nanoTime.getAsLong() - begin >= MINUTE;
        } finally {
            lock.unlock();
        }
        if (over) {
            tellRest();
        }
        lock.lock();
        try {
            tells = told < MOST;
            if (tells) {
                told++;
            } else if (made) {
                connected++;
            } else {
                refused++;
            }
        } finally {
            lock.unlock();
        }
        return tells;
    }

    /** Tells how many were not told, and begins anew. */
    void tellRest() {
        int more;
        int less;
        lock.lock();
        try {
            more = connected;
            less = refused;
            connected = 0;
            refused = 0;
            told = 0;
            begin = nanoTime.getAsLong();
        } finally {
            lock.unlock();
        }
        if (more + less > 0) {
            events.publish(new EgressEvent.EgressUntold(agent, server, more, less));
        }
    }
}
