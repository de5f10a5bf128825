/** What models read: pure functions from what the protocol asks for to text. */
@NullMarked
package ai.massgen.core.prompt;

import org.jspecify.annotations.NullMarked;
