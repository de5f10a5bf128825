package ai.massgen.core.prompt;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * What an agent is told of the folders that its tools see, and of tools that have to wait. Immutable.
 *
 * @param folders whether its tools see a workspace
 * @param contexts the context paths that they see too
 * @param planning whether tools that may change something wait for the presentation
 */
public record Workplace(boolean folders, List<Context> contexts, boolean planning) {
    /** No folders, and nothing that waits. */
    public static final Workplace NONE = new Workplace(false, List.of(), false);

    /** Copies the list. */
    public Workplace {
        contexts = List.copyOf(contexts);
    }

    /**
     * A context path.
     *
     * @param target where tools see it
     * @param writable whether the winner may write there when it presents
     */
    public record Context(String target, boolean writable) {
        /** Checks for null. */
        public Context {
            Objects.requireNonNull(target, "target");
        }
    }

    /** What the system text says of it; empty if there is nothing to say. */
    String text() {
        List<String> parts = new ArrayList<>();
        if (folders) {
            parts.add(
                    "Your tools see these folders: /workspace is your own. /peers/agent1, /peers/agent2 and so on hold what"
                            + " the workspaces of agents looked like when they handed in their last answers; nobody can write"
                            + " there. Where your answer needs files, leave them in /workspace and say which.");
            contexts.forEach(context -> parts.add(context.target()
                    + (context.writable()
                            ? " is the user's: you can read it, and only the agent that presents can write there."
                            : " is the user's: you can read it.")));
        }
        if (planning) {
            parts.add(
                    "Until you are asked to present, only tools that change nothing run. The others answer that they wait."
                            + " Say in your answer what you would do with them.");
        }
        return String.join(" ", parts);
    }

    /** What the brief of a presentation says of it; empty if there is nothing to say. */
    String presentation() {
        List<String> writable =
                contexts.stream().filter(Context::writable).map(Context::target).toList();
        List<String> parts = new ArrayList<>();
        if (folders && !writable.isEmpty()) {
            parts.add("Your tools can now write to " + String.join(", ", writable) + ".");
        }
        if (planning) {
            parts.add(
                    "Tools that had to wait run now: carry out what your answer planned, then say what you have done.");
        }
        return String.join(" ", parts);
    }
}
