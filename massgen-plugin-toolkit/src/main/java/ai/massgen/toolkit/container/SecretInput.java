package ai.massgen.toolkit.container;

import ai.massgen.api.config.Secret;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Secrets on their way into a container: the first lines of a program's standard input, which a shell exports before it
 * becomes the program. So they show in no account of the container, in no file and in no list of processes, and they reach
 * an engine on another machine as well. Immutable.
 */
public final class SecretInput {
    /** The shell's own {@code read} takes no byte more than a line from a pipe (POSIX, {@code read}). */
    private static final String SHIM = """
            massgen_n=$1; shift; massgen_s=
            while [ "$massgen_n" -gt 0 ]; do
            IFS= read -r massgen_l || exit 126
            massgen_s="$massgen_s$massgen_l
            "; massgen_n=$((massgen_n - 1)); done
            eval "$massgen_s"; unset massgen_n massgen_s massgen_l
            exec "$@\"""";

    /** No secrets. */
    public static final SecretInput NONE = new SecretInput("");

    private final String exports;

    private SecretInput(String exports) {
        this.exports = exports;
    }

    /**
     * Prepares secrets.
     *
     * @param secrets secrets by variable name; none is fine
     * @return what to put before a program's command and input
     * @throws SandboxException of kind REFUSED if no variable can hold one
     */
    public static SecretInput of(Map<String, Secret> secrets) {
        StringBuilder text = new StringBuilder();
        new TreeMap<>(secrets)
                .forEach((name, secret) -> text.append("export ")
                        .append(name)
                        .append('=')
                        .append(quoted(name, secret.reveal()))
                        .append('\n'));
        return new SecretInput(text.toString());
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
     * The command that takes the secrets from its standard input and then becomes the given one. The image needs
     * {@code /bin/sh} for it.
     *
     * @param command the program and its arguments
     * @return a command; the given one if there are no secrets
     */
    public List<String> command(List<String> command) {
        if (exports.isEmpty()) {
            return command;
        }
        String lines = Long.toString(exports.chars().filter(c -> c == '\n').count());
        List<String> words = new ArrayList<>(List.of("/bin/sh", "-c", SHIM, "massgen", lines));
        words.addAll(command);
        return List.copyOf(words);
    }

    /**
     * Writes them, before anything else is written. A program that ended already is no failure of this: its end is told to
     * who waits for it.
     *
     * @param stdin the standard input of what {@link #command} started
     */
    public void send(OutputStream stdin) {
        if (exports.isEmpty()) {
            return;
        }
        try {
            stdin.write(exports.getBytes(StandardCharsets.UTF_8));
            stdin.flush();
        } catch (IOException e) {
            // it ended before it took them
        }
    }
}
