/** OpenAI and every server that speaks its Chat Completions. */
@NullMarked
package ai.massgen.backend.openai;

import org.jspecify.annotations.NullMarked;
