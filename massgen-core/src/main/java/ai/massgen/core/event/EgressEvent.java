package ai.massgen.core.event;

/** Something about connections that tool servers make out of their containers, by way of their egress lists. Immutable. */
public sealed interface EgressEvent extends SessionEvent {
    /**
     * A server was connected with a host of its list.
     *
     * @param agent whom the server works for
     * @param server its name in the configuration
     * @param target the host and port that it asked for
     * @param address the address that they led to, and that it was connected with
     */
    record EgressConnected(String agent, String server, String target, String address) implements EgressEvent {}

    /**
     * A connection that a server asked for was not made.
     *
     * @param agent whom the server works for
     * @param server its name in the configuration
     * @param target what it asked for, safe to look at and perhaps cut; empty if that cannot be told
     * @param reason why
     */
    record EgressRefused(String agent, String server, String target, String reason) implements EgressEvent {}

    /**
     * A server has asked for so many connections that not each was told.
     *
     * @param agent whom the server works for
     * @param server its name in the configuration
     * @param connected how many more were made
     * @param refused how many more were not
     */
    record EgressUntold(String agent, String server, int connected, int refused) implements EgressEvent {}
}
