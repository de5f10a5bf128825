package ai.massgen.toolkit.container;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the kernel of this machine says about a process. Everything may be missing: the process may have ended, the engine
 * may run in another machine, this user may not look.
 *
 * @param proc the proc file system
 * @param cgroups where control groups are mounted
 * @param pid the process
 */
public record KernelFiles(Path proc, Path cgroups, int pid) {
    private static final int MAX_LINKS = 40;

    /**
     * A process of this machine's kernel.
     *
     * @param pid the process
     * @return its files
     */
    public static KernelFiles of(int pid) {
        return new KernelFiles(Path.of("/proc"), Path.of("/sys/fs/cgroup"), pid);
    }

    /**
     * Whether the process is in the container's control group: an engine in a virtual machine has other processes.
     *
     * @param containerId the container's id
     * @return false also if it can't be seen
     */
    public boolean belongsTo(String containerId) {
        return read("cgroup").filter(text -> text.contains(containerId)).isPresent();
    }

    /** A line of {@code status}, such as {@code CapEff}. */
    Optional<String> status(String field) {
        return read("status")
                .flatMap(text -> text.lines()
                        .filter(line -> line.startsWith(field + ":"))
                        .map(line -> line.substring(field.length() + 1).strip())
                        .findFirst());
    }

    /**
     * A limit of the process.
     *
     * @param name the kernel's name, such as {@code Max open files}
     * @return soft and hard limit with a colon between, empty if it can't be seen
     */
    public Optional<String> limit(String name) {
        return read("limits")
                .flatMap(text -> text.lines()
                        .filter(line -> line.startsWith(name))
                        .map(line -> line.substring(name.length()).strip().split("\\s+"))
                        .filter(columns -> columns.length >= 2)
                        .map(columns -> columns[0] + ":" + columns[1])
                        .findFirst());
    }

    /** The names of the network interfaces, sorted as the kernel has them. */
    Optional<List<String>> interfaces() {
        return read("net/dev")
                .map(text -> text.lines()
                        .filter(line -> line.contains(":"))
                        .map(line -> line.substring(0, line.indexOf(':')).strip())
                        .toList());
    }

    /** The mounts by target; later ones hide earlier ones. */
    Map<String, SeenMount> mounts() {
        Map<String, SeenMount> mounts = new HashMap<>();
        read("mountinfo")
                .ifPresent(text -> text.lines()
                        .map(SeenMount::parse)
                        .flatMap(Optional::stream)
                        .forEach(mount -> mounts.put(mount.target(), mount)));
        return mounts;
    }

    /** A file of the process's control group: the first name is of version 1 with its controller, the other of version 2. */
    Optional<String> group(String controller, String versionOne, String versionTwo) {
        return groupFile(controller, versionOne, versionTwo).flatMap(KernelFiles::file);
    }

    /**
     * The most memory that its control group has had at any moment.
     *
     * @return bytes; empty if it can't be seen, also on kernels of version 2 that do not note it down
     */
    public OptionalLong memoryPeak() {
        return group("memory", "memory.max_usage_in_bytes", "memory.peak")
                .filter(text -> text.matches("\\d{1,18}"))
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }

    /** Where that file is. */
    Optional<Path> groupFile(String controller, String versionOne, String versionTwo) {
        List<String> lines = read("cgroup").map(text -> text.lines().toList()).orElse(List.of());
        for (String line : lines) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && List.of(parts[1].split(",")).contains(controller)) {
                return Optional.of(cgroups.resolve(controller)
                        .resolve(parts[2].substring(1))
                        .resolve(versionOne));
            }
        }
        for (String line : lines) {
            if (line.startsWith("0::/")) {
                return Optional.of(cgroups.resolve(line.substring(4)).resolve(versionTwo));
            }
        }
        return Optional.empty();
    }

    /** Whether it is in the same namespace as this JVM; empty if that can't be seen. */
    Optional<Boolean> sharesNamespace(String kind) {
        Optional<String> ours = link(proc.resolve("self/ns").resolve(kind));
        return link(own("ns/" + kind)).flatMap(its -> ours.map(its::equals));
    }

    /** The program that it runs. */
    Optional<String> program() {
        return link(own("exe"));
    }

    /** What an id of the process is outside of its user namespace, or empty if it is nothing there. */
    Optional<Long> outside(String map, long inside) {
        return read(map)
                .flatMap(text -> text.lines()
                        .map(line -> line.strip().split("\\s+"))
                        .filter(words -> words.length == 3)
                        .map(words ->
                                new long[] {Long.parseLong(words[0]), Long.parseLong(words[1]), Long.parseLong(words[2])
                                })
                        .filter(range -> inside >= range[0] && inside - range[0] < range[2])
                        .map(range -> range[1] + inside - range[0])
                        .findFirst());
    }

    /** Where a path of the process's file system leads when the links in it are followed there; itself if that can't be seen. */
    String resolved(String path) {
        Deque<String> left = new ArrayDeque<>(List.of(path.substring(1).split("/")));
        Deque<String> done = new ArrayDeque<>();
        for (int links = 0; !left.isEmpty() && links <= MAX_LINKS; ) {
            String name = left.removeFirst();
            switch (name) {
                case "", "." -> {}
                case ".." -> done.pollLast();
                default -> {
                    done.addLast(name);
                    Optional<String> target = link(own("root/" + String.join("/", done)));
                    if (target.isPresent()) {
                        links++;
                        done.removeLast();
                        if (target.get().startsWith("/")) {
                            done.clear();
                        }
                        List.of(target.get().split("/")).reversed().forEach(left::addFirst);
                    }
                }
            }
        }
        return left.isEmpty() ? "/" + String.join("/", done) : path;
    }

    /** Which file is at a path of the process's file system; empty if that can't be seen, or is a link. */
    Optional<Object> fileKey(String target) {
        try {
            BasicFileAttributes seen =
                    Files.readAttributes(own("root" + target), BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
            return seen.isSymbolicLink() ? Optional.empty() : Optional.ofNullable(seen.fileKey());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path own(String name) {
        return proc.resolve(Integer.toString(pid)).resolve(name);
    }

    private static Optional<String> link(Path path) {
        try {
            return Optional.of(Files.readSymbolicLink(path).toString());
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private Optional<String> read(String name) {
        return file(own(name));
    }

    static Optional<String> file(Path path) {
        try {
            return Optional.of(new String(Files.readAllBytes(path), StandardCharsets.UTF_8).strip());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /**
     * A line of {@code mountinfo}.
     *
     * @param target where it is mounted
     * @param type the file system
     * @param options options of the mount and of the file system together
     */
    record SeenMount(String target, String type, List<String> options) {
        private static final Pattern ESCAPE = Pattern.compile("\\\\([0-7]{3})");

        static Optional<SeenMount> parse(String line) {
            String[] halves = line.split(" - ", 2);
            String[] mount = halves[0].split(" ");
            String[] system = halves.length == 2 ? halves[1].split(" ") : new String[0];
            if (mount.length < 6 || system.length < 3) {
                return Optional.empty();
            }
            List<String> options = new ArrayList<>(List.of(mount[5].split(",")));
            for (String option : system[2].split(",")) {
                // a read-only mount of a writable file system says rw here; only the mount's own word counts
                if (!option.equals("rw") && !option.equals("ro")) {
                    options.add(option);
                }
            }
            return Optional.of(new SeenMount(plain(mount[4]), system[0], options));
        }

        /** The kernel writes blanks, line ends and backslashes as three octal digits, byte by byte below 128. */
        private static String plain(String escaped) {
            return ESCAPE.matcher(escaped)
                    .replaceAll(
                            found -> Matcher.quoteReplacement(Character.toString(Integer.parseInt(found.group(1), 8))));
        }

        boolean readOnly() {
            return options.contains("ro");
        }
    }
}
