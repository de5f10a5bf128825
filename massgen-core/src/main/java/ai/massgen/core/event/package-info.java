/** What happens in a run, as one ordered stream of events that everything observes: terminal, journal, metrics. */
@NullMarked
package ai.massgen.core.event;

import org.jspecify.annotations.NullMarked;
