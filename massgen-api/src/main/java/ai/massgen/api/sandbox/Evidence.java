package ai.massgen.api.sandbox;

import java.util.Objects;

/**
 * What is known about one control of one process. Immutable.
 *
 * @param control the control
 * @param status whether it is in force
 * @param source how that is known
 * @param asked what was asked for, for people
 * @param got what was found, for people
 */
public record Evidence(Control control, Status status, Source source, String asked, String got) {
    /** Whether a control is in force. */
    public enum Status {
        /** It is. */
        ENFORCED,
        /** There is no limit of its own, but the memory limit bounds it. */
        BOUNDED_BY_MEMORY,
        /** This engine or runtime does not have it. */
        NOT_AVAILABLE,
        /** It should be and is not. */
        NOT_ENFORCED
    }

    /** How a status is known. */
    public enum Source {
        /** From the engine's own account of the container. */
        RECORDED,
        /** Seen from outside on the running process: kernel files, control groups, mount tables. */
        OBSERVED,
        /**
         * Told by a program inside the container, where it cannot be seen from outside. The program is the image's own, so
         * this finds out an engine that forgot something, not an image that lies, and is no proof of a control that was
         * demanded.
         */
        INSIDE
    }

    /** Checks for null. */
    public Evidence {
        Objects.requireNonNull(control, "control");
        Objects.requireNonNull(status, "status");
        Objects.requireNonNull(source, "source");
        Objects.requireNonNull(asked, "asked");
        Objects.requireNonNull(got, "got");
    }
}
