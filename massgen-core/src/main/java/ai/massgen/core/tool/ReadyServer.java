package ai.massgen.core.tool;

import ai.massgen.core.egress.EgressAudit;
import ai.massgen.core.mcp.McpClient;
import java.time.Duration;
import java.util.Optional;

/**
 * A server that runs, has shaken hands and listed its tools, and works for nobody yet. Immutable; closing it ends it,
 * politely first.
 *
 * @param body what it is besides its conversation
 * @param client the conversation
 * @param protocol the revision of MCP that was agreed on
 * @param listing what it listed first
 * @param traffic counts what is said
 * @param spec what it was started as, if it runs here
 * @param audit is told of its connections, if it has a way out
 * @param born when it was started, by the clock of its age
 */
record ReadyServer(
        ServerBody body,
        McpClient client,
        String protocol,
        Listing listing,
        Traffic traffic,
        Optional<ServerSpec> spec,
        Optional<EgressAudit> audit,
        long born)
        implements AutoCloseable {
    boolean hasEnded() {
        return client.hasEnded();
    }

    /** How long it has run, by the clock that its birth was read from. */
    Duration age(long nanoTime) {
        return Duration.ofNanos(nanoTime - born);
    }

    /** Ends it at once. */
    void drop() {
        client.close();
        body.drop();
    }

    /** Ends it. Bounded, throws nothing. */
    @Override
    public void close() {
        client.close();
        body.end(client);
    }
}
