package ai.massgen.sandbox.docker;

import ai.massgen.api.config.Secret;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Secrets on their way into a container: a file of shell exports in a folder that only we can enter, mounted read-only
 * and sourced by a shell that then becomes the server. So they show in no account of the container and in no list of
 * processes. The file itself may be read by everyone, because the server runs as a user that owns nothing; the folder
 * is what protects it.
 *
 * @param path the file on this machine
 */
record SecretFile(Path path) {
    /** Where the file appears in the container. */
    static final String TARGET = "/run/massgen-secrets";

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
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("r--r--r--"));
            return new SecretFile(file);
        } catch (IOException | UnsupportedOperationException e) {
            throw new SandboxException(
                    Kind.REFUSED, "secrets cannot be handed over: no file can be written to " + folder, e);
        }
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
