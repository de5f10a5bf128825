package ai.massgen.core.egress;

import ai.massgen.core.event.EgressEvent;
import ai.massgen.core.event.EventSink;
import ai.massgen.core.text.Visible;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
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

    private final String server;
    private final LongSupplier nanoTime;
    private final ReentrantLock lock = new ReentrantLock();
    private final List<Function<String, EgressEvent>> kept = new ArrayList<>();
    private Optional<Audience> audience;
    private long begin;
    private int told;
    private int connected;
    private int refused;

    private record Audience(String agent, EventSink events) {
        Audience {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(events, "events");
        }
    }

    /**
     * Creates it.
     *
     * @param agent whom the server works for
     * @param server its name in the configuration
     * @param events where the user hears of it
     * @param nanoTime a clock
     */
    public EgressAudit(String agent, String server, EventSink events, LongSupplier nanoTime) {
        this(server, Optional.of(new Audience(agent, events)), nanoTime);
    }

    private EgressAudit(String server, Optional<Audience> audience, LongSupplier nanoTime) {
        this.server = Objects.requireNonNull(server, "server");
        this.audience = audience;
        this.nanoTime = Objects.requireNonNull(nanoTime, "nanoTime");
        this.begin = nanoTime.getAsLong();
    }

    /**
     * Creates it for a server that works for nobody yet: what there is to tell is kept, as much as
     * would be told in a minute; the rest is counted.
     *
     * @param server its name in the configuration
     * @param nanoTime a clock
     * @return an audit that is to be {@linkplain #handOver handed over}
     */
    public static EgressAudit ofNobody(String server, LongSupplier nanoTime) {
        return new EgressAudit(server, Optional.empty(), nanoTime);
    }

    /**
     * Says whom the server works for from now on, and tells what was kept.
     *
     * @param agent whom the server works for
     * @param events where the user hears of it
     */
    public void handOver(String agent, EventSink events) {
        List<Function<String, EgressEvent>> untold;
        lock.lock();
        try {
            audience = Optional.of(new Audience(agent, events));
            untold = List.copyOf(kept);
            kept.clear();
        } finally {
            lock.unlock();
        }
        untold.forEach(each -> events.publish(each.apply(agent)));
    }

    private void tell(Function<String, EgressEvent> event) {
        Optional<Audience> now;
        lock.lock();
        try {
            now = audience;
            if (now.isEmpty()) {
                kept.add(event);
            }
        } finally {
            lock.unlock();
        }
        now.ifPresent(who -> who.events().publish(event.apply(who.agent())));
    }

    void connected(EgressHost target, String address) {
        if (tells(true)) {
            tell(agent -> new EgressEvent.EgressConnected(agent, server, target.toString(), address));
        }
    }

    void refused(String target, String reason) {
        if (tells(false)) {
            tell(agent -> new EgressEvent.EgressRefused(
                    agent, server, Visible.line(target, LONGEST), Visible.line(reason, LONGEST)));
        }
    }

    private boolean tells(boolean made) {
        boolean over;
        boolean tells;
        lock.lock();
        try {
            over = audience.isPresent() && nanoTime.getAsLong() - begin >= MINUTE;
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
            tell(agent -> new EgressEvent.EgressUntold(agent, server, more, less));
        }
    }
}
