/** The append-only record of a run on disk: everything that happened, one JSON object per line. */
@NullMarked
package ai.massgen.core.journal;

import org.jspecify.annotations.NullMarked;
