package ai.massgen.core.mcp;

/** How the conversation with a server begins. */
public enum Handshake {
    /**
     * As the server can. A process is greeted with {@code initialize} first, because some exit at a method that they do not
     * know; a server over HTTP with {@code server/discover}.
     */
    AUTO,
    /** With {@code initialize}, as in the revisions up to 2025-11-25. */
    INITIALIZE,
    /** With {@code server/discover}, as from 2026-07-28 on. */
    DISCOVER
}
