package ai.massgen.testkit.hostile;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The processes of this machine, as its kernel shows them. */
final class HostProcesses {
    private HostProcesses() {}

    /** The ids of processes in a container's control groups. */
    static List<String> of(String container) throws IOException {
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            return processes
                    .map(each -> each.getFileName().toString())
                    .filter(name -> name.matches("\\d+"))
                    .filter(pid -> read("/proc/" + pid + "/cgroup")
                            .filter(groups -> groups.contains(container))
                            .isPresent())
                    .toList();
        }
    }

    /** A file of a container's control group on this machine. */
    static Optional<String> group(String container, String controller, String file) throws IOException {
        return of(container).stream()
                .flatMap(pid -> read("/proc/" + pid + "/cgroup").stream())
                .flatMap(String::lines)
                .map(line -> line.split(":", 3))
                .filter(parts ->
                        parts[1].isEmpty() || List.of(parts[1].split(",")).contains(controller))
                .map(parts -> "/sys/fs/cgroup/" + (parts[1].isEmpty() ? "" : controller) + parts[2] + "/" + file)
                .flatMap(path -> read(path).stream())
                .findFirst();
    }

    private static Optional<String> read(String file) {
        try {
            return Optional.of(Files.readString(Path.of(file)));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
