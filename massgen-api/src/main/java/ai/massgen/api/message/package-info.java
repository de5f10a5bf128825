/** What is said to a model and what it answers: messages, their parts, tool definitions, tool calls and results. */
@NullMarked
package ai.massgen.api.message;

import org.jspecify.annotations.NullMarked;
