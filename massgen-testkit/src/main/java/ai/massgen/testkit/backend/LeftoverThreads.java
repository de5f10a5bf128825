package ai.massgen.testkit.backend;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Platform threads that were not there before. Threads that the JDK keeps for itself do not count. */
final class LeftoverThreads {
    private final Set<Thread> before = new HashSet<>(live());

    /** Waits for the new threads to end. Returns those that do not. */
    List<Thread> await(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        List<Thread> started =
                live().stream().filter(thread -> !before.contains(thread)).toList();
        for (Thread thread : started) {
            long left = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            thread.join(Math.max(1, left));
        }
        return started.stream().filter(Thread::isAlive).toList();
    }

    private static List<Thread> live() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !isOfTheJdk(thread))
                .toList();
    }

    private static boolean isOfTheJdk(Thread thread) {
        return thread.getClass().getName().startsWith("jdk.internal.")
                || thread.getName().startsWith("ForkJoinPool.commonPool-")
                || thread.getName().equals("CompletableFutureDelayScheduler");
    }
}
