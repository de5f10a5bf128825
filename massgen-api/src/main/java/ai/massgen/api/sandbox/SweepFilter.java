package ai.massgen.api.sandbox;

/** Decides what {@link Sandbox#sweep} removes. */
@FunctionalInterface
public interface SweepFilter {
    /**
     * Decides about one container. Must be sure: a container of a live owner must never be removed.
     *
     * @param candidate a container with our owner label
     * @return true to remove it
     */
    boolean remove(Leftover candidate);
}
