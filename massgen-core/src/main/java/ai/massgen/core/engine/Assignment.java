package ai.massgen.core.engine;

import ai.massgen.api.backend.Capability;
import ai.massgen.api.message.Part;
import ai.massgen.core.answer.AnswerSchema;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What goes with the question, besides its text.
 *
 * @param attachments the files that the user attached, as parts of a message
 * @param providerTools the provider's own tools that the agent may use
 * @param form the form that the final answer has to have, if any
 * @param structured whether the agent's model can be held to that form by its provider
 */
record Assignment(
        List<Part> attachments, Set<Capability> providerTools, Optional<AnswerSchema> form, boolean structured) {
    /** A question that is nothing but text. */
    static final Assignment PLAIN = new Assignment(List.of(), Set.of(), Optional.empty(), false);

    Assignment {
        attachments = List.copyOf(attachments);
        providerTools = Set.copyOf(providerTools);
    }
}
