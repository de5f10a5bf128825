package ai.massgen.core.engine;

import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.ModelReply;
import ai.massgen.core.task.Task;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

/**
 * A process whose runs are all killed at one moment, each at another event of its journal: the clock of the run with number
 * n stops just before its nth event is written, and when all clocks stand, the process kills itself with {@code kill -9}.
 * Models note each reply that they have given, as a provider would that wants to be paid.
 */
final class DoomedRuns {
    static final String CONFIG = "coordination: {max_restarts: 1}\n";
    static final String BILL = "bill.txt";

    private DoomedRuns() {}

    static Path folder(Path base, int number) {
        return base.resolve("run-" + number);
    }

    /** Whose minds are the same before and after the kill: everything depends on the request alone. */
    static Mind mind(Path folder) {
        return (request, deltas) -> {
            ModelReply reply = Mind.offers(request, "confirm") && request.key().call() < 4
                    ? Mind.call(request, "send_back", "{\"reason\":\"short\",\"instructions\":\"more\"}")
                    : Mind.SENSIBLE.answer(request, deltas);
            note(folder, request.key());
            return reply;
        };
    }

    private static void note(Path folder, CallKey key) {
        try {
            Files.writeString(
                    folder.resolve(BILL),
                    key.agent() + " " + key.call() + "\n",
                    StandardOpenOption.CREATE,
                    StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static void main(String[] args) throws Exception {
        Path base = Path.of(args[0]);
        int most = Integer.parseInt(args[1]);
        CountDownLatch standing = new CountDownLatch(most);
        for (int number = 1; number <= most; number++) {
            Path folder = Files.createDirectory(folder(base, number));
            StoppingClock clock = new StoppingClock(number, standing);
            Ensemble ensemble =
                    new Ensemble(folder, 3, CONFIG, mind(folder)).clock(clock).seed(number);
            Task.start("doomed-" + number, () -> {
                try {
                    ensemble.fresh().ask(Ensemble.asked("why?"));
                    clock.over();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            });
        }
        standing.await();
        new ProcessBuilder("kill", "-9", String.valueOf(ProcessHandle.current().pid())).start();
        new CountDownLatch(1).await();
    }

    /** Stands still when it is asked for the time of one event. The bus asks once for each event, with its lock held. */
    private static final class StoppingClock implements InstantSource {
        private final int last;
        private final CountDownLatch standing;
        private final AtomicInteger events = new AtomicInteger();

        StoppingClock(int last, CountDownLatch standing) {
            this.last = last;
            this.standing = standing;
        }

        @Override
        public Instant instant() {
            boolean event = StackWalker.getInstance()
                    .walk(frames ->
                            frames.anyMatch(frame -> frame.getMethodName().equals("publishAll")));
            if (event && events.incrementAndGet() == last) {
                standing.countDown();
                while (true) {
                    LockSupport.park();
                    boolean ignored = Thread.interrupted(); // or it would spin, and take a processor from the others
                }
            }
            return Instant.now();
        }

        /** The run had fewer events. */
        void over() {
            standing.countDown();
        }
    }
}
