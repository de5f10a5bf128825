/** Gemini, and every server that speaks its generateContent. */
@NullMarked
package ai.massgen.backend.gemini;

import org.jspecify.annotations.NullMarked;
