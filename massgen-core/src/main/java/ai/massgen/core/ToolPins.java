package ai.massgen.core;

import ai.massgen.core.pin.LockFile;
import ai.massgen.core.pin.PinSubject;
import ai.massgen.core.pin.ServerPin;
import ai.massgen.core.plan.RunPlan;
import ai.massgen.core.plan.ToolPlan;
import ai.massgen.core.tool.Inspection;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What tool servers are, and what they were when they were trusted: {@code massgen.lock} beside the configuration. A run
 * reads the file and adds to it; here it is looked at and changed on purpose. Thread-safe.
 */
public final class ToolPins {
    private final RunPlan plan;
    private final InstantSource clock;
    private final Map<String, String> environment;
    private final LockFile file;

    ToolPins(RunPlan plan, InstantSource clock, Map<String, String> environment) {
        this.plan = plan;
        this.clock = clock;
        this.environment = environment;
        this.file = new LockFile(plan.baseDirectory());
    }

    /** How a server stands to its pin. */
    public enum State {
        /** It is in the lock file; when it was looked at: and it is what is written there. */
        PINNED,
        /** It is in the lock file, and is something else now. */
        CHANGED,
        /** It is not in the lock file. */
        NEW,
        /** The configuration says that it is not to be pinned. */
        OFF
    }

    /**
     * A tool. Its texts are those of the server, and not safe to show as they are. Immutable.
     *
     * @param name the name that the server knows it by
     * @param description what it says that it does
     * @param sha256 the SHA-256 over its canonical definition, in hexadecimal digits
     * @param suspicions what in its definition has been used to mislead, in one line each, safe to look at
     */
    public record Tool(String name, String description, String sha256, List<String> suspicions) {
        /** Copies the list. */
        public Tool {
            suspicions = List.copyOf(suspicions);
        }
    }

    /**
     * Something that is not what was pinned. Immutable.
     *
     * @param what the name of the tool; empty if it is the server itself
     * @param kind {@code changed}, {@code missing} or {@code new}
     * @param diff the lines that differ, with {@code -} and {@code +}; safe to look at
     */
    public record Difference(Optional<String> what, String kind, List<String> diff) {
        /** Copies the list. */
        public Difference {
            diff = List.copyOf(diff);
        }
    }

    /**
     * A tool server. Immutable.
     *
     * @param name its name in the configuration
     * @param state how it stands to its pin
     * @param image the image as the configuration names it, if it runs one
     * @param imageId the id of the image, if that is known
     * @param url the address of a server that runs elsewhere, without its query
     * @param tools its tools: as they are if it was looked at, else as they are pinned
     * @param differences what is not what was pinned, if it was looked at
     */
    public record Server(
            String name,
            State state,
            Optional<String> image,
            Optional<String> imageId,
            Optional<String> url,
            List<Tool> tools,
            List<Difference> differences) {
        /** Copies the lists. */
        public Server {
            tools = List.copyOf(tools);
            differences = List.copyOf(differences);
        }

        /**
         * The same for programs.
         *
         * @return a JSON object in one line
         */
        public String json() {
            return ServerJson.of(this);
        }
    }

    /** A server that was started to see what it is. What is approved is what was seen. Immutable. */
    public static final class Look {
        private final LockFile file;
        private final Server server;
        private final ServerPin found;

        Look(LockFile file, Server server, ServerPin found) {
            this.file = file;
            this.server = server;
            this.found = found;
        }

        /**
         * What was seen.
         *
         * @return the server as it is now
         */
        public Server server() {
            return server;
        }

        /**
         * Records the server as it was seen.
         *
         * @throws ai.massgen.api.MassGenException if the lock file is not usable
         */
        public void approve() {
            ServerPin approved =
                    file.update(lock -> lock.with(found)).find(found.subject()).orElseThrow();
            assert approved.equals(found);
        }

        /**
         * Records one tool as it was seen, and leaves everything else as it was pinned.
         *
         * @param tool the name that the server knows it by
         * @throws IllegalArgumentException if no such tool differs, or more than tools differs
         * @throws ai.massgen.api.MassGenException if the lock file is not usable
         */
        public void approve(String tool) {
            ServerPin merged = ServerDifferences.withTool(file.read().find(found.subject()), found, tool);
            ServerPin approved =
                    file.update(lock -> lock.with(merged)).find(found.subject()).orElseThrow();
            assert approved.equals(merged);
        }
    }

    /**
     * Where the pins are.
     *
     * @return the path of the lock file, which need not exist
     */
    public Path file() {
        return file.path();
    }

    /**
     * All servers that agents may use, as they are pinned. Starts nothing.
     *
     * @return the servers, in the order of the configuration
     * @throws ai.massgen.api.MassGenException if the lock file is not usable
     */
    public List<Server> recorded() {
        var lock = file.read();
        return plan.tools().values().stream()
                .map(tool -> ServerDifferences.recorded(tool, lock.find(Inspection.subject(tool))))
                .toList();
    }

    /**
     * Starts a server, locked in as in a run, asks for its tools, ends it, and compares what was found with the pin.
     *
     * @param server its name in the configuration
     * @return what was found
     * @throws IllegalArgumentException if no agent may use such a server
     * @throws ai.massgen.api.MassGenException if it cannot be started, or the lock file is not usable
     * @throws InterruptedException if the thread is interrupted
     */
    public Look look(String server) throws InterruptedException {
        ToolPlan tool = plan.tools().get(server);
        if (tool == null) {
            throw new IllegalArgumentException("there is no tool server '" + server + "' that an agent may use");
        }
        PinSubject subject = Inspection.subject(tool);
        Optional<ServerPin> pinned = file.read().find(subject);
        try (Inspection inspection = new Inspection(plan, clock, environment)) {
            ServerPin found = inspection.look(tool);
            return new Look(file, ServerDifferences.found(tool, pinned, found), found);
        }
    }
}
