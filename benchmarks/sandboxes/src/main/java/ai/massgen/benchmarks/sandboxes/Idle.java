package ai.massgen.benchmarks.sandboxes;

import ai.massgen.api.sandbox.SandboxProcess;
import java.util.ArrayList;
import java.util.List;

/** What an idle container costs this process. */
final class Idle {
    private Idle() {}

    static void measure(int count) throws InterruptedException {
        List<SandboxProcess> processes = new ArrayList<>();
        try (Ours massgen = new Ours()) {
            processes.add(massgen.start(Ours.BUSYBOX, List.of("cat")));
            long heap = Vitals.heapNow();
            int threads = Vitals.threadsNow();
            for (int i = 0; i < count; i++) {
                processes.add(massgen.start(Ours.BUSYBOX, List.of("cat")));
            }
            System.out.printf(
                    "idle: %.1f KiB of heap and %.2f platform threads a container%n",
                    (Vitals.heapNow() - heap) / 1024.0 / count, (double) (Vitals.threadsNow() - threads) / count);
            processes.forEach(SandboxProcess::close);
        }
    }
}
