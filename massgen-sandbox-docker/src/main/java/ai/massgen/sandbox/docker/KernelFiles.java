package ai.massgen.sandbox.docker;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What the kernel of this machine says about a process. Everything may be missing: the process may have ended, the engine
 * may run in another machine, this user may not look.
 *
 * @param proc the proc file system
 * @param cgroups where control groups are mounted
 * @param pid the process
 */
record KernelFiles(Path proc, Path cgroups, int pid) {
    /** Whether the process is in the container's control group: an engine in a virtual machine has other processes. */
    boolean belongsTo(String containerId) {
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

    /** Soft and hard limit, such as those of {@code Max open files}. */
    Optional<String> limit(String name) {
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
        List<String> lines = read("cgroup").map(text -> text.lines().toList()).orElse(List.of());
        for (String line : lines) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && List.of(parts[1].split(",")).contains(controller)) {
                return file(cgroups.resolve(controller)
                        .resolve(parts[2].substring(1))
                        .resolve(versionOne));
            }
        }
        for (String line : lines) {
            if (line.startsWith("0::/")) {
                return file(cgroups.resolve(line.substring(4)).resolve(versionTwo));
            }
        }
        return Optional.empty();
    }

    private Optional<String> read(String name) {
        return file(proc.resolve(Integer.toString(pid)).resolve(name));
    }

    private static Optional<String> file(Path path) {
        try {
            return Optional.of(
                    Files.readString(path, StandardCharsets.ISO_8859_1).strip());
        } catch (IOException | SecurityException e) {
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
            return Optional.of(new SeenMount(mount[4], system[0], options));
        }

        boolean readOnly() {
            return options.contains("ro");
        }
    }
}
