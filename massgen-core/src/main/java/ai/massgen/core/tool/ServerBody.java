package ai.massgen.core.tool;

import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ResourceUsage;
import ai.massgen.core.mcp.McpClient;
import java.util.List;
import java.util.Optional;

/** What a server is besides its conversation: a process of ours, or somebody else's machine. Thread-safe. */
interface ServerBody {
    /** What it is called where it runs. */
    String id();

    /** Where it runs. */
    String place();

    /** The image it runs, if it does. */
    Optional<ImageId> image();

    /** What is in force around it. */
    List<Evidence> evidence();

    /** What is known about its end. May block for a second. */
    String epitaph(McpClient client);

    /** What it has used so far, if that can be told. */
    Optional<ResourceUsage> usage() throws InterruptedException;

    /** Ends what is left of it at once, after its client was closed. Bounded, throws nothing. */
    void drop();

    /** Ends what is left of it, after its client was closed: politely first, bounded, throws nothing. */
    void end(McpClient client);
}
