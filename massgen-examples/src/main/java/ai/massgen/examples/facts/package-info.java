/** A plugin as a third party would write it: it sees massgen-api and nothing else. */
@NullMarked
package ai.massgen.examples.facts;

import org.jspecify.annotations.NullMarked;
