package ai.massgen.toolkit.container;

import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Evidence.Source;
import ai.massgen.api.sandbox.ExecProcess;
import ai.massgen.api.sandbox.ExecSpec;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.toolkit.io.Alarm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * Looks at a container from inside, where the kernel of this machine has nothing to say about it: a shell in the container
 * reads out what its kernel shows of the first process. It is the image's own shell, so this is less than a look from
 * outside: an image can lie about its walls, an engine that forgot one is found out. An image without a shell tells nothing.
 */
public final class InsideLook {
    private static final int ROOM = 256 << 10;
    private static final int FIRST = 1;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /** Only what every shell can do by itself. Its arguments are folders whose links are followed. */
    private static final String SCRIPT = """
            for file in status limits net/dev mountinfo; do
            while IFS= read -r line; do printf '%s %s\\n' "$file" "$line"; done </proc/1/$file
            done
            for place; do (cd -P "$place" && printf 'place %s\\n' "$PWD") || printf 'place %s\\n' "$place"; done
            printf 'end \\n'
            """;

    private InsideLook() {}

    /** Runs a further program in the container. */
    public interface Programs {
        /**
         * Runs one.
         *
         * @param spec the program
         * @return the running program
         * @throws SandboxException if it cannot run
         * @throws InterruptedException if the thread is interrupted
         */
        ExecProcess start(ExecSpec spec) throws InterruptedException;
    }

    /**
     * Looks.
     *
     * @param expected what the container must look like
     * @param programs how a further program runs in it
     * @param folder an own folder, to write to
     * @return what was told, possibly nothing
     * @throws InterruptedException if the thread is interrupted
     */
    public static List<Evidence> at(ExpectedContainer expected, Programs programs, Path folder)
            throws InterruptedException {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", SCRIPT, "massgen"));
        words.addAll(expected.memoryMounts());
        try (ExecProcess program = programs.start(ExecSpec.of(words))) {
            return judge(expected, told(program), folder);
        } catch (SandboxException | IOException e) {
            return List.of(); // it has no shell, or has ended meanwhile
        }
    }

    private static String told(ExecProcess program) throws IOException {
        Alarm limit = Alarm.after("massgen-look", LIMIT, program::close);
        try {
            return new String(program.stdout().readNBytes(ROOM), StandardCharsets.UTF_8);
        } finally {
            limit.close();
        }
    }

    private static List<Evidence> judge(ExpectedContainer expected, String told, Path folder) throws IOException {
        if (!told.endsWith("end \n")) {
            return List.of();
        }
        Path proc = Files.createTempDirectory(folder, "look");
        try {
            Path own = Files.createDirectories(proc.resolve(Integer.toString(FIRST)));
            Files.createDirectory(own.resolve("net"));
            for (String file : List.of("status", "limits", "net/dev", "mountinfo")) {
                Files.write(own.resolve(file), lines(told, file));
            }
            return ObservedEvidence.of(
                            placed(expected, lines(told, "place")),
                            MountCheck.of(List.of()),
                            new KernelFiles(proc, proc.resolve("none"), FIRST))
                    .stream()
                    .map(seen -> new Evidence(seen.control(), seen.status(), Source.INSIDE, seen.asked(), seen.got()))
                    .toList();
        } finally {
            delete(proc);
        }
    }

    private static List<String> lines(String told, String kind) {
        return told.lines()
                .filter(line -> line.startsWith(kind + " "))
                .map(line -> line.substring(kind.length() + 1))
                .toList();
    }

    private static ExpectedContainer placed(ExpectedContainer expected, List<String> places) {
        Set<String> memory = new TreeSet<>(places);
        return new ExpectedContainer(
                expected.policy(),
                expected.user(),
                memory,
                expected.countsFiles(),
                expected.mounts(),
                expected.pids(),
                expected.pidsInWords(),
                expected.unavailable(),
                expected.gvisor());
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
