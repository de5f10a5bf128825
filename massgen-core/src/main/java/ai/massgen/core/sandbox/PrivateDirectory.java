package ai.massgen.core.sandbox;

import ai.massgen.api.sandbox.SandboxException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A folder that only this user can look into, for as long as this program runs. What a program that was killed left
 * behind is deleted by the next one: secrets must not outlive their run.
 */
final class PrivateDirectory implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PrivateDirectory.class);
    static final String PREFIX = "massgen-private-";
    private static final String OWNER = "owner";

    private final Path path;

    private PrivateDirectory(Path path) {
        this.path = path;
    }

    /**
     * Makes a folder and deletes those of dead owners beside it.
     *
     * @param parent where; best a file system in memory
     * @param self who makes it
     * @param processes the processes of this machine
     * @return the folder
     * @throws SandboxException if it cannot be made
     */
    static PrivateDirectory create(Path parent, OwnerIdentity self, ProcessTable processes) {
        try {
            deleteAbandoned(parent, self, processes);
            Path path = Files.createTempDirectory(parent, PREFIX).toRealPath();
            Files.writeString(path.resolve(OWNER), self.label());
            return new PrivateDirectory(path);
        } catch (IOException e) {
            throw new SandboxException(
                    SandboxException.Kind.START_FAILED,
                    "cannot make a private folder in '" + parent + "': " + e + "; make it writable, or set TMPDIR",
                    e);
        }
    }

    /** Where to make them: in memory if the system has such a place for this user. */
    static Path parent(Map<String, String> environment) {
        String runtime = environment.getOrDefault("XDG_RUNTIME_DIR", "");
        Path parent = Path.of(runtime.isBlank() ? System.getProperty("java.io.tmpdir") : runtime);
        return Files.isWritable(parent) ? parent : Path.of(System.getProperty("java.io.tmpdir"));
    }

    private static void deleteAbandoned(Path parent, OwnerIdentity self, ProcessTable processes) throws IOException {
        try (DirectoryStream<Path> found = Files.newDirectoryStream(parent, PREFIX + "*")) {
            for (Path each : found) {
                boolean dead = ownerOf(each)
                        .filter(owner -> self.see(owner, processes) == OwnerIdentity.Liveness.DEAD)
                        .isPresent();
                if (dead) {
                    delete(each);
                }
            }
        }
    }

    private static Optional<OwnerIdentity> ownerOf(Path folder) {
        try {
            // Somebody else's folder of this name, or a link, is none of ours.
            if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS) || !Files.isWritable(folder)) {
                return Optional.empty();
            }
            Path owner = folder.resolve(OWNER);
            return Files.isRegularFile(owner, LinkOption.NOFOLLOW_LINKS) && Files.size(owner) < 1024
                    ? OwnerIdentity.parse(Files.readString(owner, StandardCharsets.UTF_8))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    Path path() {
        return path;
    }

    @Override
    public void close() {
        delete(path);
    }

    private static void delete(Path folder) {
        try {
            Path deleted = Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.deleteIfExists(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path each, @Nullable IOException problem) throws IOException {
                    Files.deleteIfExists(each);
                    return FileVisitResult.CONTINUE;
                }
            });
            LOG.debug("deleted {}", deleted);
        } catch (IOException e) {
            LOG.warn("could not delete the private folder '{}': {}", folder, e.toString());
        }
    }
}
