package ai.massgen.sandbox.docker;

import ai.massgen.api.config.Secret;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.toolkit.container.SecretExports;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Set;

/**
 * Secrets on their way into a container: a file of shell exports in a folder that only we can enter, mounted read-only
 * and sourced by a shell that then becomes the server. So they show in no account of the container and in no list of
 * processes.
 *
 * @param path the file on this machine
 */
record SecretFile(Path path) {
    /** Where the file appears in the container. */
    static final String TARGET = SecretExports.TARGET;

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("r--------");
    private static final Set<PosixFilePermission> EVERYONE = PosixFilePermissions.fromString("r--r--r--");

    static SecretFile write(Path folder, Map<String, Secret> secrets) {
        byte[] exports = SecretExports.of(secrets);
        try {
            Path file = Files.createTempFile(folder.toRealPath(), "secrets", ".sh");
            Files.write(file, exports);
            Files.setPosixFilePermissions(file, OWNER_ONLY);
            return new SecretFile(file);
        } catch (IOException | UnsupportedOperationException e) {
            throw new SandboxException(
                    Kind.REFUSED, "secrets cannot be handed over: no file can be written to " + folder, e);
        }
    }

    /**
     * Lets the container's user read the file, and nobody else if that can be said here: it takes root to give a file
     * away, and a user that has a number only inside. Else the folder is what protects it.
     *
     * @param user the container's user
     * @param shifted whether ids mean somebody else in the container
     */
    void hand(String user, boolean shifted) {
        try {
            if (!shifted && user.matches("\\d{1,9}(?::.*)?") && owns(Integer.parseInt(user.replaceFirst(":.*", "")))) {
                return;
            }
            Files.setPosixFilePermissions(path, EVERYONE);
        } catch (IOException e) {
            throw new SandboxException(
                    Kind.REFUSED, "secrets cannot be handed over: no access can be given to a file", e);
        }
    }

    private boolean owns(int uid) throws IOException {
        try {
            Files.setAttribute(path, "unix:uid", uid);
        } catch (FileSystemException e) {
            // not ours to give away; it may be this user's own anyway
        }
        return Files.getAttribute(path, "unix:uid").equals(uid);
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}
