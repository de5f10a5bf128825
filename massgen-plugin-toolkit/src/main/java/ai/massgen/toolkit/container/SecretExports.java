package ai.massgen.toolkit.container;

import ai.massgen.api.config.Secret;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Secrets on their way into a container: a file of shell exports, sourced by a shell that then becomes the server. So they
 * show in no account of the container and in no list of processes.
 */
public final class SecretExports {
    /** Where the file appears in the container. */
    public static final String TARGET = "/run/massgen-secrets";

    private static final String SHIM = ". " + TARGET + " && exec \"$@\"";

    private SecretExports() {}

    /**
     * Writes the file's content.
     *
     * @param secrets secrets by variable name
     * @return the bytes
     * @throws SandboxException of kind REFUSED if no variable can hold one
     */
    public static byte[] of(Map<String, Secret> secrets) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(secrets)
                .forEach((name, secret) -> text.append("export ")
                        .append(name)
                        .append('=')
                        .append(quoted(name, secret.reveal()))
                        .append('\n'));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** Single quotes hide everything from a shell but themselves. */
    private static String quoted(String name, String value) {
        if (value.indexOf('\0') >= 0) {
            throw new SandboxException(
                    Kind.REFUSED, "secret '" + name + "' contains a NUL character, which no variable can hold");
        }
        return "'" + value.replace("'", "'\\''") + "'";
    }

    /**
     * The command that exports the secrets and then becomes the given one. The image needs {@code /bin/sh} for it.
     *
     * @param command the server's command
     * @return a command
     */
    public static List<String> shim(List<String> command) {
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", SHIM, "massgen"));
        words.addAll(command);
        return List.copyOf(words);
    }
}
