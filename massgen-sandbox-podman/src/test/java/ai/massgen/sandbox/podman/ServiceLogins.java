package ai.massgen.sandbox.podman;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Assumptions;

/** The logins of a Podman service of root, as {@code podman login} would store them for it. */
final class ServiceLogins {
    private static final Path FILE = Path.of("/run/containers/0/auth.json");
    private static final ObjectMapper JSON = new ObjectMapper();

    private ServiceLogins() {}

    /** Only root can; otherwise the test is skipped. */
    static void put(String registry, String login) throws IOException {
        Assumptions.assumeTrue(System.getProperty("user.name").equals("root"), "only root can log its Podman in");
        ObjectNode all = read();
        all.withObject("/auths").putObject(registry).put("auth", login);
        write(all);
    }

    static void remove(String registry) throws IOException {
        if (Files.isReadable(FILE)) {
            ObjectNode all = read();
            if (all.path("auths") instanceof ObjectNode logins && logins.remove(registry) != null) {
                write(all);
            }
        }
    }

    private static ObjectNode read() throws IOException {
        return Files.exists(FILE) ? (ObjectNode) JSON.readTree(Files.readString(FILE)) : JSON.createObjectNode();
    }

    private static void write(ObjectNode all) throws IOException {
        Path folder = Files.createDirectories(FILE.resolveSibling("."));
        Path next = Files.createTempFile(
                folder,
                "auth",
                ".json",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(next, all.toString());
        Files.move(next, FILE, StandardCopyOption.ATOMIC_MOVE);
    }
}
