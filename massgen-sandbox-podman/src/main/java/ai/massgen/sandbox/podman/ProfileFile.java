package ai.massgen.sandbox.podman;

import ai.massgen.api.Json;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A seccomp profile on its way to Podman, which takes none but from a file that it can open, and reads it when it creates
 * the container.
 *
 * @param path the file
 */
record ProfileFile(Path path) {
    static ProfileFile write(Path folder, Json profile) {
        try {
            Path file = Files.createTempFile(folder.toRealPath(), "seccomp", ".json");
            Files.write(file, profile.text().getBytes(StandardCharsets.UTF_8));
            return new ProfileFile(file);
        } catch (IOException e) {
            throw new SandboxException(
                    Kind.REFUSED, "the seccomp profile cannot be handed over: no file can be written to " + folder, e);
        }
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}
