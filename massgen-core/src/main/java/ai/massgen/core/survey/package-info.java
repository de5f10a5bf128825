/** What there is to ask before anything is configured: keys, local servers, the models that providers offer. */
@NullMarked
package ai.massgen.core.survey;

import org.jspecify.annotations.NullMarked;
