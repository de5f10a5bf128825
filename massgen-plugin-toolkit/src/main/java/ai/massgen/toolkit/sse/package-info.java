/** Server-sent events (WHATWG HTML §9.2), parsed from bytes as they arrive. */
@NullMarked
package ai.massgen.toolkit.sse;

import org.jspecify.annotations.NullMarked;
