package ai.massgen.core.sandbox;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What no tool may ever see, whatever a configuration says: the kernel's file systems, the machine's settings, engine
 * sockets, credentials. Paths are compared segment by segment. Immutable.
 */
final class SensitivePaths {
    private static final List<String> SYSTEM = List.of(
            "/proc",
            "/sys",
            "/dev",
            "/etc",
            "/run",
            "/var/run",
            "/boot",
            "/root",
            "/var/lib/docker",
            "/var/lib/containers",
            "/var/lib/containerd",
            "/var/lib/kubelet",
            "/private/etc",
            "/private/var/run",
            "/private/var/db");

    private static final List<String> IN_HOME = List.of(
            ".config",
            ".netrc",
            ".npmrc",
            ".pypirc",
            ".git-credentials",
            ".m2/settings.xml",
            ".m2/settings-security.xml",
            ".gradle/gradle.properties",
            ".cargo/credentials",
            ".cargo/credentials.toml",
            ".local/share/keyrings",
            ".local/share/containers",
            ".password-store",
            ".vault-token",
            ".terraform.d",
            ".mozilla",
            ".bash_history",
            ".zsh_history",
            "Library/Keychains",
            "AppData");

    /** Refused wherever they are, as a segment of the path. */
    private static final Set<String> NAMES = Set.of(
            ".ssh",
            ".aws",
            ".azure",
            ".docker",
            ".gnupg",
            ".kube",
            "docker.sock",
            "podman.sock",
            "containerd.sock",
            "crio.sock");

    private static final List<String> ENDPOINTS =
            List.of("DOCKER_HOST", "MASSGEN_DOCKER_HOST", "CONTAINER_HOST", "MASSGEN_PODMAN_HOST");

    private final Path home;
    private final Path temporary = real(Path.of(System.getProperty("java.io.tmpdir")));
    private final List<Path> trees;

    SensitivePaths(Path home, Map<String, String> environment) {
        this.home = real(home);
        List<Path> all = new ArrayList<>();
        SYSTEM.stream().map(Path::of).filter(tree -> !this.home.equals(tree)).forEach(all::add);
        IN_HOME.forEach(name -> all.add(this.home.resolve(name)));
        NAMES.forEach(name -> all.add(this.home.resolve(name)));
        ENDPOINTS.forEach(name -> socket(environment.getOrDefault(name, "")).ifPresent(all::add));
        List<Path> resolved = new ArrayList<>(all);
        all.forEach(tree -> resolved.add(real(tree)));
        this.trees = List.copyOf(resolved);
    }

    private static Optional<Path> socket(String endpoint) {
        String path = endpoint.startsWith("unix://") ? endpoint.substring("unix://".length()) : endpoint;
        return path.startsWith("/") ? Optional.of(Path.of(path)) : Optional.empty();
    }

    private static Path real(Path path) {
        try {
            return path.toRealPath();
        } catch (IOException e) {
            return path.toAbsolutePath().normalize();
        }
    }

    /**
     * Why a path may not be seen.
     *
     * @param real a path with its links resolved
     * @return the reason, empty if it may
     */
    Optional<String> objection(Path real) {
        if (real.getNameCount() == 0) {
            return Optional.of("it is the whole file system");
        }
        if (home.startsWith(real)) {
            return Optional.of(home.equals(real) ? "it is your home folder" : "it contains your home folder");
        }
        if (temporary.startsWith(real)) {
            return Optional.of("it contains the temporary files of all programs");
        }
        for (Path tree : trees) {
            if (real.startsWith(tree)) {
                return Optional.of(real.equals(tree) ? "it is sensitive" : "it lies in '" + tree + "'");
            }
            if (tree.startsWith(real)) {
                return Optional.of("it contains '" + tree + "'");
            }
        }
        for (Path segment : real) {
            if (NAMES.contains(segment.toString()) || segment.toString().startsWith(PrivateDirectory.PREFIX)) {
                return Optional.of("'" + segment + "' is where credentials or engine sockets are kept");
            }
        }
        return Optional.empty();
    }
}
