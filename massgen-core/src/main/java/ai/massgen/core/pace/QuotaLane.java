package ai.massgen.core.pace;

import ai.massgen.api.backend.BackendException;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.core.config.PaceConfig;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The lane of one quota. Calls go in the order in which they came. An agent makes one call at a time and lines up again
 * for the next, so no agent gets ahead of another, and a large call is not overtaken by small ones for ever.
 */
final class QuotaLane implements Lane {
    private final Ticks ticks;
    private final Traffic traffic;
    private final Deque<Object> line = new ArrayDeque<>();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    QuotaLane(PaceConfig config, Ticks ticks) {
        this.ticks = ticks;
        this.traffic = new Traffic(config, ticks.now());
    }

    @Override
    public Permit enter(long tokens, Waiting waiting) throws InterruptedException {
        Object ticket = new Object();
        try {
            Wait wait = lineUp(ticket, tokens);
            if (!wait.over()) {
                waiting.on(
                        wait.reason().label(),
                        wait.nanos() == Long.MAX_VALUE
                                ? Optional.empty()
                                : Optional.of(Duration.ofNanos(wait.nanos())));
            }
            return new Granted(await(ticket, tokens));
        } finally {
            leave(ticket);
        }
    }

    private Wait lineUp(Object ticket, long tokens) {
        lock.lock();
        try {
            long now = ticks.now();
            refuse(now);
            line.add(ticket);
            Wait wait = traffic.untilNext(tokens, now);
            return wait.over() && !ticket.equals(line.peek()) ? Wait.untilSignalled(Wait.Reason.TURN) : wait;
        } finally {
            lock.unlock();
        }
    }

    private void refuse(long now) {
        Optional<BackendException> refusal = traffic.refusal(now);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    private Traffic.Begun await(Object ticket, long tokens) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            while (true) {
                long now = ticks.now();
                refuse(now);
                Wait wait = ticket.equals(line.peek())
                        ? traffic.untilNext(tokens, now)
                        : Wait.untilSignalled(Wait.Reason.TURN);
                if (wait.over()) {
                    return traffic.begin(tokens, now);
                }
                ticks.await(changed, wait.nanos());
            }
        } finally {
            lock.unlock();
        }
    }

    private void leave(Object ticket) {
        lock.lock();
        try {
            if (line.remove(ticket)) {
                changed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private final class Granted implements Permit {
        private final Traffic.Begun call;
        private Optional<Long> heardAt = Optional.empty();
        private boolean over;

        Granted(Traffic.Begun call) {
            this.call = call;
        }

        @Override
        public void heard() {
            if (heardAt.isEmpty()) {
                heardAt = Optional.of(ticks.now());
            }
        }

        @Override
        public Optional<BreakerChange> succeeded(ModelReply reply) {
            over = true;
            lock.lock();
            try {
                long now = ticks.now();
                return traffic.succeeded(call, reply, heardAt.orElse(now), now);
            } finally {
                changed.signalAll();
                lock.unlock();
            }
        }

        @Override
        public Optional<BreakerChange> failed(BackendException failure, Optional<Duration> retryIn) {
            over = true;
            lock.lock();
            try {
                return traffic.failed(call, failure, retryIn, ticks.now());
            } finally {
                changed.signalAll();
                lock.unlock();
            }
        }

        @Override
        public void close() {
            if (over) {
                return;
            }
            over = true;
            lock.lock();
            try {
                traffic.abandoned(call, ticks.now());
            } finally {
                changed.signalAll();
                lock.unlock();
            }
        }
    }
}
