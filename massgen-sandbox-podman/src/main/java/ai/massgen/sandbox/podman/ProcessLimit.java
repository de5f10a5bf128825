package ai.massgen.sandbox.podman;

import ai.massgen.toolkit.container.KernelFiles;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.stream.LongStream;

/**
 * The limit of processes of one user, which counts all containers together; a container's own limit is another one. What
 * Podman asks for by itself is more than some services may have, and then no container starts. So what this program may
 * have is asked for, but not more than there are process ids, which is what Podman's service limits itself to.
 */
final class ProcessLimit {
    private static final Path PROCESS_IDS = Path.of("/proc/sys/kernel/pid_max");

    private ProcessLimit() {}

    /** The limit to ask for on this machine; empty for Podman's own idea. */
    static OptionalLong here() {
        int self = Math.toIntExact(ProcessHandle.current().pid());
        return least(KernelFiles.of(self).limit("Max processes").orElse(""), text(PROCESS_IDS));
    }

    /** The least of the hard limit, given as {@code soft:hard}, and another number, as far as they are numbers. */
    static OptionalLong least(String limits, String number) {
        String hard = limits.substring(limits.indexOf(':') + 1);
        return LongStream.of(number(hard), number(number.strip()))
                .filter(limit -> limit > 0)
                .min();
    }

    private static long number(String text) {
        return text.matches("\\d{1,18}") ? Long.parseLong(text) : 0;
    }

    /** The kernel gives a number of its settings only to the first read, however little that takes. */
    private static String text(Path file) {
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            return String.valueOf(reader.readLine());
        } catch (IOException e) {
            return "";
        }
    }
}
