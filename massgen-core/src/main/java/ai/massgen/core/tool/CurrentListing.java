package ai.massgen.core.tool;

import ai.massgen.core.mcp.McpClient;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/** What a running server lists now: asked for again when the server says that it has changed. Thread-safe. */
final class CurrentListing {
    private final McpClient client;
    private final StartCheck check;
    private final ReentrantLock lock = new ReentrantLock();
    private Listing listing;

    CurrentListing(McpClient client, Listing first, StartCheck check) {
        this.client = client;
        this.listing = first;
        this.check = check;
    }

    /**
     * The listing, asked for again if need be.
     *
     * @param deadline how long that may take
     * @throws ai.massgen.core.mcp.McpException if the server does not list its tools
     */
    Listing now(Duration deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long version = client.toolListChanges();
            if (version != listing.version()) {
                listing = new Listing(client.listTools(deadline), version);
                check.relisting(listing.tools());
            }
            return listing;
        } finally {
            lock.unlock();
        }
    }
}
