package ai.massgen.benchmarks;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Measures one thing of one subject in a process of its own, and prints the figure. */
public final class Probe {
    private static final int STREAMS = 200;
    private static final int PARALLEL = 24;
    private static final int PATIENCE_SECONDS = 20;

    /** A client that reads ahead does not tell a piece before the next one is there. */
    private static final int HEARING_SECONDS = 5;

    private final Subject subject;

    private Probe(Subject subject) {
        this.subject = subject;
    }

    /**
     * Measures.
     *
     * @param arguments what, the class of the subject, the address of the server
     * @throws Exception if it cannot be measured
     */
    public static void main(String[] arguments) throws Exception {
        Subject subject =
                (Subject) Class.forName(arguments[1]).getConstructor().newInstance();
        subject.connect(URI.create(arguments[2]));
        Probe probe = new Probe(subject);
        double figure = switch (arguments[0]) {
            case "first" -> probe.first();
            case "first-cpu" -> probe.firstCpu();
            case "cancel-silent" -> probe.cancel(Play.SILENT);
            case "cancel-half" -> probe.cancel(Play.HALF);
            case "speed" -> probe.speed();
            case "heap" -> probe.heap();
            case "parallel" -> probe.parallel();
            default -> throw new IllegalArgumentException(arguments[0]);
        };
        System.out.println(figure);
        Runtime.getRuntime().halt(0);
    }

    /** The time from the start of the JVM to the first piece of text, in ms, as the JVM itself knows it. */
    private double first() throws Exception {
        AtomicLong heard = new AtomicLong();
        subject.ask(Play.SHORT.question(), piece -> heard.compareAndSet(0, System.currentTimeMillis()));
        return heard.get() - ManagementFactory.getRuntimeMXBean().getStartTime();
    }

    /** The processor time of the JVM until its first question is answered, in ms. */
    private double firstCpu() throws Exception {
        subject.ask(Play.SHORT.question(), piece -> {});
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getProcessCpuTime() / 1e6;
    }

    /** The median time from cancelling to the end of the call, in ms; -1 if it does not end in time. */
    private double cancel(Play play) throws Exception {
        subject.ask(Play.SHORT.question(), piece -> {});
        double[] times = new double[5];
        for (int i = 0; i < times.length; i++) {
            CountDownLatch heard = new CountDownLatch(1);
            Thread caller = Thread.ofPlatform().daemon().start(() -> ask(play, heard));
            boolean told = heard.await(play == Play.HALF ? HEARING_SECONDS : 0, TimeUnit.SECONDS);
            Thread.sleep(told ? 100 : 500);
            long start = System.nanoTime();
            Thread.ofPlatform().daemon().start(() -> subject.cancel(caller));
            if (!caller.join(Duration.ofSeconds(PATIENCE_SECONDS))) {
                return -1;
            }
            times[i] = (System.nanoTime() - start) / 1e6;
        }
        Arrays.sort(times);
        return times[times.length / 2];
    }

    /** Pieces a second, the best of five after two to warm up. */
    private double speed() throws Exception {
        double best = 0;
        for (int i = 0; i < 7; i++) {
            long start = System.nanoTime();
            int length = subject.ask(Play.LONG.question(), piece -> {});
            double seconds = (System.nanoTime() - start) / 1e9;
            if (length != MockServer.MANY * Wire.TEXT.length()) {
                throw new IllegalStateException("a reply of " + length + " characters");
            }
            best = i < 2 ? 0 : Math.max(best, MockServer.MANY / seconds);
        }
        return best;
    }

    /** KiB of heap for each of many streams that are open and have sent one piece. */
    private double heap() throws Exception {
        subject.ask(Play.SHORT.question(), piece -> {});
        long before = used();
        CountDownLatch heard = new CountDownLatch(STREAMS);
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < STREAMS; i++) {
            callers.add(Thread.ofVirtual().start(() -> ask(Play.HALF, heard)));
        }
        boolean told = heard.await(PATIENCE_SECONDS, TimeUnit.SECONDS);
        double each = (used() - before) / 1024.0 / STREAMS;
        if (!callers.stream().allMatch(Thread::isAlive)) {
            throw new IllegalStateException("not all streams stayed open, told: " + told);
        }
        return each;
    }

    /** The time that 24 replies of one second each take at once, in ms. */
    private double parallel() throws Exception {
        subject.ask(Play.SHORT.question(), piece -> {});
        long start = System.nanoTime();
        List<Thread> callers = new ArrayList<>();
        for (int i = 0; i < PARALLEL; i++) {
            callers.add(Thread.ofVirtual().start(() -> ask(Play.STEADY, new CountDownLatch(1))));
        }
        for (Thread caller : callers) {
            caller.join();
        }
        return (System.nanoTime() - start) / 1e6;
    }

    private void ask(Play play, CountDownLatch heard) {
        try {
            subject.ask(play.question(), piece -> heard.countDown());
        } catch (Exception e) {
            if (play == Play.STEADY) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static long used() throws InterruptedException {
        for (int i = 0; i < 4; i++) {
            System.gc();
            Thread.sleep(100);
        }
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
