package ai.massgen.sandbox.docker;

import ai.massgen.api.config.Secret;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * Secrets on their way into a container: a file of shell exports in a folder that only we can enter, mounted read-only
 * and sourced by a shell that then becomes the server. So they show in no account of the container and in no list of
 * processes.
 *
 * @param path the file on this machine
 */
record SecretFile(Path path) {
    /** Where the file appears in the container. */
    static final String TARGET = "/run/massgen-secrets";

    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("r--------");
    private static final Set<PosixFilePermission> EVERYONE = PosixFilePermissions.fromString("r--r--r--");
    private static final String SHIM = ". " + TARGET + " && exec \"$@\"";

    static SecretFile write(Path folder, Map<String, Secret> secrets) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(secrets)
                .forEach((name, secret) -> text.append("export ")
                        .append(name)
                        .append('=')
                        .append(quoted(name, secret.reveal()))
                        .append('\n'));
        try {
            Path file = Files.createTempFile(folder.toRealPath(), "secrets", ".sh");
            Files.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
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

    /** Single quotes hide everything from a shell but themselves. */
    private static String quoted(String name, String value) {
        if (value.indexOf('\0') >= 0) {
            throw new SandboxException(
                    Kind.REFUSED, "secret '" + name + "' contains a NUL character, which no variable can hold");
        }
        return "'" + value.replace("'", "'\\''") + "'";
    }

    /** The command that exports the secrets and then becomes the given one. */
    static List<String> shim(List<String> command) {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", SHIM, "massgen"));
        words.addAll(command);
        return List.copyOf(words);
    }

    void delete() throws IOException {
        Files.deleteIfExists(path);
    }
}
