/** What a plugin knows of its provider's models, from a dated data file beside its classes. */
@NullMarked
package ai.massgen.toolkit.model;

import org.jspecify.annotations.NullMarked;
