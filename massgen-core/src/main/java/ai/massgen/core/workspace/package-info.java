/** The folders of a run: where its journal, and what its agents write, live. */
@NullMarked
package ai.massgen.core.workspace;

import org.jspecify.annotations.NullMarked;
