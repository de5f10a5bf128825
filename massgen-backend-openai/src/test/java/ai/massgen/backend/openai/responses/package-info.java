/** The contract on the wire of the Responses API, with samples of its own. */
@NullMarked
package ai.massgen.backend.openai.responses;

import org.jspecify.annotations.NullMarked;
