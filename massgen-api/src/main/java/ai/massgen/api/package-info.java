/** Values that every part of MassGen shares: JSON text, token usage, the root of all exceptions, the SPI level. */
@NullMarked
package ai.massgen.api;

import org.jspecify.annotations.NullMarked;
