package ai.massgen.toolkit.container;

import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.Evidence.Source;
import ai.massgen.api.sandbox.Evidence.Status;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Decides whether a container may run on what is known about it. */
public final class Verdict {
    private Verdict() {}

    /**
     * Passes or throws. What should be in force and is not never passes. What the engine cannot give passes as a default
     * and is reported; it does not pass if the user asked for it.
     *
     * @param container the container's name
     * @param evidence what is known
     * @param demanded the controls that the user asked for
     * @throws SandboxException of kind NOT_ENFORCED if it may not run
     */
    public static void on(String container, List<Evidence> evidence, Set<Control> demanded) {
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

    /**
     * Passes or throws: what the user asked for must be known to be in force, in one way or another. The word of a program
     * inside is not enough for that.
     *
     * @param container the container's name
     * @param evidence all that will ever be known
     * @param demanded the controls that the user asked for
     * @throws SandboxException of kind NOT_ENFORCED if nothing is known of one
     */
    public static void complete(String container, List<Evidence> evidence, Set<Control> demanded) {
        for (Control control : demanded) {
            if (evidence.stream().noneMatch(entry -> entry.control() == control && entry.source() != Source.INSIDE)) {
                throw new SandboxException(
                        Kind.NOT_ENFORCED,
                        "container " + container + " was removed: " + control.label()
                                + " was asked for, and nothing shows whether it is in force: the engine does not say,"
                                + " and the container can't be looked at from here");
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
