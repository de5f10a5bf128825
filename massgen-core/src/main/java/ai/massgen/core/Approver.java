package ai.massgen.core;

import ai.massgen.api.Json;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Decides for the user about what agents and their tools are about to do. Asked on the thread of whoever waits for the
 * answer, by several threads at once; may take as long as it likes, and is interrupted when the run ends. If it throws
 * anything else, the answer is no.
 */
@FunctionalInterface
public interface Approver {
    /**
     * Decides.
     *
     * @param request what is about to happen; keep a {@code default} branch for kinds that come later
     * @return whether it may
     * @throws InterruptedException if the thread is interrupted
     */
    boolean approves(Request request) throws InterruptedException;

    /** What needs a decision. Immutable. New kinds may be added. */
    sealed interface Request {}

    /**
     * A tool server runs for the first time. If it is approved, what it is goes into {@code massgen.lock} and is what every
     * later run expects; if not, the run goes on without it or fails, as the configuration says.
     *
     * @param server its name in the configuration
     * @param image the image as the configuration names it, if the server runs one
     * @param imageId the id of that image
     * @param url the address of a server that runs elsewhere
     * @param tools what it lists
     */
    record NewServer(
            String server, Optional<String> image, Optional<String> imageId, Optional<String> url, List<NewTool> tools)
            implements Request {
        /** Copies the list. */
        public NewServer {
            Objects.requireNonNull(server, "server");
            Objects.requireNonNull(image, "image");
            Objects.requireNonNull(imageId, "imageId");
            Objects.requireNonNull(url, "url");
            tools = List.copyOf(tools);
        }
    }

    /**
     * An agent wants to call a tool that the configuration says to ask about ({@code tools.<name>.approve}). If it is not
     * approved, the model is told so and goes on.
     *
     * @param agent the alias of the agent, in the form "agent" and a number
     * @param server the name of the server in the configuration
     * @param tool the name that the server knows the tool by; not safe to show as it is
     * @param arguments the arguments as the model wrote them; not safe to show as they are
     */
    record ToolCall(String agent, String server, String tool, Json arguments) implements Request {
        /** Checks for null. */
        public ToolCall {
            Objects.requireNonNull(agent, "agent");
            Objects.requireNonNull(server, "server");
            Objects.requireNonNull(tool, "tool");
            Objects.requireNonNull(arguments, "arguments");
        }
    }

    /**
     * A tool of a new server. Its texts are those of the server, and not safe to show as they are.
     *
     * @param name its name
     * @param description what it says that it does
     * @param suspicions what in its definition has been used to mislead, in one line each, safe to look at
     */
    record NewTool(String name, String description, List<String> suspicions) {
        /** Copies the list. */
        public NewTool {
            suspicions = List.copyOf(suspicions);
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(description, "description");
        }
    }
}
