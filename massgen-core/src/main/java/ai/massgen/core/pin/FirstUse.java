package ai.massgen.core.pin;

/** Decides whether a server that was never seen before is trusted. Called from any thread, for one server at a time. */
@FunctionalInterface
public interface FirstUse {
    /** Trusts whatever comes first. */
    FirstUse TRUST = pin -> true;

    /**
     * Decides.
     *
     * @param pin what the server is and what it lists; every text in it is the server's
     * @return whether it is trusted and recorded
     * @throws InterruptedException if the thread is interrupted
     */
    boolean trusts(ServerPin pin) throws InterruptedException;
}
