/** The files that go with a question: what they are, and which models can take them. */
@NullMarked
package ai.massgen.core.attach;

import org.jspecify.annotations.NullMarked;
