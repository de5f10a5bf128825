package ai.massgen.core.engine;

import ai.massgen.api.backend.ModelRequest;
import ai.massgen.core.prompt.Prompts;
import ai.massgen.core.prompt.Sensitivity;
import ai.massgen.core.prompt.Workplace;
import ai.massgen.core.protocol.Alias;
import java.util.List;
import java.util.Optional;

/**
 * Who an agent is in a run, and what it is asked.
 *
 * @param alias its alias
 * @param system what the configuration tells it, if anything
 * @param roster how many agents there are
 * @param question the user's question
 * @param history what the user asked before, oldest first
 * @param sensitivity how readily it should vote
 * @param workplace what its tools see
 * @param context how many tokens of conversation its model takes
 * @param timeouts how long one model call may take
 * @param toolRounds how many times one turn may ask for tools
 * @param assignment what goes with the question
 */
record Persona(
        Alias alias,
        Optional<String> system,
        int roster,
        String question,
        List<Exchange> history,
        Sensitivity sensitivity,
        Workplace workplace,
        long context,
        ModelRequest.Timeouts timeouts,
        int toolRounds,
        Assignment assignment) {
    Persona {
        history = List.copyOf(history);
    }

    /** The system text; what it says of tools that are missing can only be added to during a run. */
    String systemText(boolean tools, List<String> notices) {
        String text = Prompts.system(alias, roster, system, sensitivity, tools, workplace);
        return notices.isEmpty() ? text : text + "\n\n" + String.join(" ", notices);
    }
}
