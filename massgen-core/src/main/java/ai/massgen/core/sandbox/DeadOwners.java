package ai.massgen.core.sandbox;

import ai.massgen.api.sandbox.Leftover;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.api.sandbox.SweepFilter;
import java.time.InstantSource;

/**
 * Removes what a dead owner left behind. A container of an owner that lives, or may live, is never touched before it has
 * expired; one of an owner that is seen to live, not even then. An image's labels become those of every container of it,
 * so labels alone do not make a container ours: its name has to be one of ours too.
 *
 * @param self who asks
 * @param processes the processes of this machine
 * @param clock the time, for expiry
 */
record DeadOwners(OwnerIdentity self, ProcessTable processes, InstantSource clock) implements SweepFilter {
    private static final String NAMES = "massgen-";

    @Override
    public boolean remove(Leftover candidate) {
        return ours(candidate) && abandoned(candidate);
    }

    static boolean ours(Leftover candidate) {
        return candidate.name().startsWith(NAMES);
    }

    private boolean abandoned(Leftover candidate) {
        return switch (liveness(candidate)) {
            case ALIVE -> false;
            case DEAD -> true;
            case UNKNOWN -> expired(candidate);
        };
    }

    /** Whether the owner of a container lives. */
    OwnerIdentity.Liveness liveness(Leftover candidate) {
        return OwnerIdentity.parse(candidate.labels().getOrDefault(SandboxLabels.OWNER, ""))
                .map(owner -> self.see(owner, processes))
                .orElse(OwnerIdentity.Liveness.UNKNOWN);
    }

    /** Whether it may be removed whoever owns it. */
    boolean expired(Leftover candidate) {
        return expired(candidate.labels().getOrDefault(SandboxLabels.EXPIRES, ""));
    }

    private boolean expired(String expires) {
        try {
            return clock.instant().getEpochSecond() > Long.parseLong(expires);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
