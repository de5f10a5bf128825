package ai.massgen.sandbox.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * A process and everything that came of it: its descendants and, on Linux, all that stayed in its session when their
 * parents had gone. Only what makes a session of its own and loses its parent gets away.
 *
 * @param head the process that was started
 */
record Family(ProcessHandle head) {
    private static final Duration PAUSE = Duration.ofMillis(20);
    private static final int ROUNDS = 100;

    /** The command in a session of its own, where the system has the usual program for it. */
    static List<String> inOwnSession(List<String> command) {
        Optional<Path> setsid = Stream.of("/usr/bin/setsid", "/bin/setsid")
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
        List<String> words = new ArrayList<>();
        setsid.ifPresent(program -> words.add(program.toString()));
        words.addAll(command);
        return words;
    }

    void terminate() {
        Set<ProcessHandle> members = members();
        head.destroy();
        members.forEach(ProcessHandle::destroy);
    }

    /** Kills until nobody is left: who is killed may just have started another. */
    void kill() throws InterruptedException {
        Set<ProcessHandle> members = members();
        head.destroyForcibly();
        for (int round = 0; round < ROUNDS && !members.isEmpty(); round++) {
            members.forEach(ProcessHandle::destroyForcibly);
            Thread.sleep(PAUSE);
            members.addAll(members());
            members.removeIf(member -> !member.isAlive());
        }
    }

    private Set<ProcessHandle> members() {
        Set<ProcessHandle> members = new HashSet<>();
        head.descendants().forEach(members::add);
        // Its number stays taken as long as anyone is in the session. If another process has it, the session is empty.
        boolean taken = ProcessHandle.of(head.pid())
                .filter(other -> !other.equals(head))
                .isPresent();
        if (!taken) {
            ProcessHandle.allProcesses()
                    .filter(process -> !process.equals(head) && session(process.pid()) == head.pid())
                    .forEach(members::add);
        }
        return members;
    }

    /** The fourth word after the name in brackets; -1 where there is no such file, or the process has gone. */
    private static long session(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
            String[] words = stat.substring(stat.lastIndexOf(')') + 1).strip().split(" ");
            return words.length > 3 ? Long.parseLong(words[3]) : -1;
        } catch (IOException | NumberFormatException e) {
            return -1;
        }
    }
}
