package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Evidence.Status;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Decides whether a container may run on what is known about it. */
final class Verdict {
    private Verdict() {}

    /**
     * Passes or throws. What should be in force and is not never passes. What the engine cannot give passes as a default
     * and is reported; it does not pass if the user asked for it.
     */
    static void on(String container, List<Evidence> evidence, Set<Control> demanded) {
        for (Evidence entry : evidence) {
            boolean fails = entry.status() == Status.NOT_ENFORCED
                    || (demanded.contains(entry.control()) && entry.status() != Status.ENFORCED);
            if (fails) {
                throw new SandboxException(
                        Kind.NOT_ENFORCED,
                        "container " + container + " was removed: "
                                + entry.control().label() + " is "
                                + words(entry.status()) + ": asked for " + shown(entry.asked()) + ", got "
                                + shown(entry.got()) + " (" + words(entry.source()) + ")");
            }
        }
    }

    private static String words(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', ' ');
    }

    private static String shown(String value) {
        return "'" + (value.length() > 200 ? value.substring(0, 200) + "…" : value) + "'";
    }
}
