package ai.massgen.core.survey;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Who answers when nothing is configured. Immutable. */
public sealed interface Choice {
    /**
     * Agents.
     *
     * @param config a configuration, of the form that the YAML has
     * @param why where they come from, in a sentence
     */
    record Agents(Map<String, Object> config, String why) implements Choice {
        /** Checks for null. */
        public Agents {
            Objects.requireNonNull(config, "config");
            Objects.requireNonNull(why, "why");
        }
    }

    /**
     * Nobody.
     *
     * @param keys the variables with keys that are set although no model is known for them
     * @param variables the variables that would help if they were set
     */
    record Nobody(List<String> keys, List<String> variables) implements Choice {
        /** Copies the lists. */
        public Nobody {
            keys = List.copyOf(keys);
            variables = List.copyOf(variables);
        }
    }
}
