/** The form that the final answer has to have. */
@NullMarked
package ai.massgen.core.answer;

import org.jspecify.annotations.NullMarked;
