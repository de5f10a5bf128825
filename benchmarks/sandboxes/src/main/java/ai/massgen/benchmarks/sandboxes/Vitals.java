package ai.massgen.benchmarks.sandboxes;

import com.sun.management.UnixOperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.stream.Stream;

/**
 * What this process holds, here and on the engine.
 *
 * @param containers containers of this process
 * @param networks networks of the engine
 * @param processes children of this process, and the engine's processes for containers that it had
 * @param files open files
 * @param threads platform threads
 * @param heapKib used heap after a collection
 */
record Vitals(int containers, int networks, long processes, long files, int threads, long heapKib) {
    private static final int FEW = 4;
    private static final int SOME_KIB = 2048;

    static Vitals now(String owner, Set<String> containersHad) throws IOException, InterruptedException {
        return new Vitals(
                Engine.chosen().lines("ps", "-aq", "--filter", "label=ai.massgen.owner=" + owner)
                        .size(),
                Engine.chosen().lines("network", "ls", "-q").size(),
                ProcessHandle.current().descendants().count() + shims(containersHad),
                filesNow(),
                threadsNow(),
                heapNow() / 1024);
    }

    static int threadsNow() {
        return ManagementFactory.getThreadMXBean().getThreadCount();
    }

    static long heapNow() {
        System.gc();
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    private static long filesNow() {
        return ((UnixOperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getOpenFileDescriptorCount();
    }

    /** Processes of this machine that name one of the containers. */
    private static long shims(Set<String> containers) throws IOException {
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            return all.filter(each -> names(each.resolve("cmdline"), containers))
                    .count();
        }
    }

    private static boolean names(Path commandLine, Set<String> containers) {
        try {
            String text = new String(Files.readAllBytes(commandLine), StandardCharsets.ISO_8859_1);
            return containers.stream().anyMatch(text::contains);
        } catch (IOException e) {
            return false; // no process, or it ended
        }
    }

    /** Whether this is more than before by more than chance. */
    boolean grownFrom(Vitals before) {
        return containers > before.containers
                || networks > before.networks
                || processes > before.processes
                || files > before.files + FEW
                || threads > before.threads + FEW
                || heapKib > before.heapKib + SOME_KIB;
    }

    String line() {
        return "containers %d, networks %d, processes %d, open files %d, platform threads %d, heap %d KiB"
                .formatted(containers, networks, processes, files, threads, heapKib);
    }
}
