/** Text from outside made safe to look at: nothing in it moves a cursor, hides, or turns direction. */
@NullMarked
package ai.massgen.core.text;

import org.jspecify.annotations.NullMarked;
