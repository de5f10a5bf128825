/** What calls cost, and how much may be spent. No clock and no I/O: whoever asks tells the time. */
@NullMarked
package ai.massgen.core.cost;

import org.jspecify.annotations.NullMarked;
