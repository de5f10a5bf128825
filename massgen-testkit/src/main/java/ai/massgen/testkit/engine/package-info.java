/** What tests need that is not ours, a container engine or a model server: they find it, or are skipped and counted. */
@NullMarked
package ai.massgen.testkit.engine;

import org.jspecify.annotations.NullMarked;
