package ai.massgen.core.sandbox;

import ai.massgen.api.sandbox.Leftover;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.api.sandbox.SweepFilter;
import java.time.InstantSource;
import java.util.Optional;

/**
 * Removes what a dead owner left behind. A container of an owner that lives, or may live, is never touched before it has
 * expired; one of an owner that is seen to live, not even then.
 *
 * @param self who asks
 * @param processes the processes of this machine
 * @param clock the time, for expiry
 */
record DeadOwners(OwnerIdentity self, ProcessTable processes, InstantSource clock) implements SweepFilter {
    @Override
    public boolean remove(Leftover candidate) {
        Optional<OwnerIdentity> owner = OwnerIdentity.parse(candidate.labels().getOrDefault(SandboxLabels.OWNER, ""));
        OwnerIdentity.Liveness liveness =
                owner.map(other -> self.see(other, processes)).orElse(OwnerIdentity.Liveness.UNKNOWN);
        return switch (liveness) {
            case ALIVE -> false;
            case DEAD -> true;
            case UNKNOWN -> expired(candidate.labels().getOrDefault(SandboxLabels.EXPIRES, ""));
        };
    }

    private boolean expired(String expires) {
        try {
            return clock.instant().getEpochSecond() > Long.parseLong(expires);
        } catch (NumberFormatException e) {
            return false;
        }
    }
}
