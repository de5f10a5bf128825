package ai.massgen.core.sandbox;

import java.util.Objects;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Who started a container: one JVM on one machine. Written as a label, so that a later start can tell whether the owner
 * still lives. Immutable.
 *
 * @param host a hash of the machine's id and name
 * @param boot the id of the machine's boot, {@code -} where there is none
 * @param pidNamespace the namespace in which the process id counts, {@code -} where there is none
 * @param pid the process id
 * @param start when the process started, in the notation of its system
 */
public record OwnerIdentity(String host, String boot, String pidNamespace, long pid, String start) {
    private static final String VALUE = "[A-Za-z0-9.\\[\\]_-]{1,64}";
    private static final Pattern LABEL =
            Pattern.compile("v1 host=(%1$s) boot=(%1$s) ns=(%1$s) pid=(\\d{1,10}) start=(%1$s)".formatted(VALUE));

    /** Whether an owner lives. */
    public enum Liveness {
        /** It does. */
        ALIVE,
        /** It does not. */
        DEAD,
        /** That cannot be seen from here. */
        UNKNOWN
    }

    /**
     * Checks the form.
     *
     * @throws IllegalArgumentException if a part has other characters than a label takes
     */
    public OwnerIdentity {
        Objects.requireNonNull(host, "host");
        Objects.requireNonNull(boot, "boot");
        Objects.requireNonNull(pidNamespace, "pidNamespace");
        Objects.requireNonNull(start, "start");
        if (!LABEL.matcher(label(host, boot, pidNamespace, pid, start)).matches()) {
            throw new IllegalArgumentException("not an owner: '" + label(host, boot, pidNamespace, pid, start) + "'");
        }
    }

    /**
     * The owner as a label's value.
     *
     * @return a text that {@link #parse} reads
     */
    public String label() {
        return label(host, boot, pidNamespace, pid, start);
    }

    private static String label(String host, String boot, String namespace, long pid, String start) {
        return "v1 host=" + host + " boot=" + boot + " ns=" + namespace + " pid=" + pid + " start=" + start;
    }

    /**
     * Reads a label's value.
     *
     * @param label any text
     * @return the owner, empty if the text is no owner
     */
    public static Optional<OwnerIdentity> parse(String label) {
        Matcher matcher = LABEL.matcher(label);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        return Optional.of(new OwnerIdentity(
                matcher.group(1),
                matcher.group(2),
                matcher.group(3),
                Long.parseLong(matcher.group(4)),
                matcher.group(5)));
    }

    /**
     * Whether another owner lives, as far as this one can see. A process id means something only on the same machine,
     * in the same boot and the same namespace.
     *
     * @param other the other owner
     * @param processes the processes of this machine
     * @return whether it lives
     */
    public Liveness see(OwnerIdentity other, ProcessTable processes) {
        if (equals(other)) {
            return Liveness.ALIVE;
        }
        boolean comparable = host.equals(other.host)
                && boot.equals(other.boot)
                && pidNamespace.equals(other.pidNamespace)
                && !boot.equals("-")
                && !pidNamespace.equals("-");
        if (!comparable || !processes.complete()) {
            return Liveness.UNKNOWN;
        }
        return processes.startOf(other.pid).filter(other.start::equals).isPresent() ? Liveness.ALIVE : Liveness.DEAD;
    }
}
