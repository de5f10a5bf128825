/** Image registries on the loopback, a real one and a scripted one, and the rules of pulling from them. For tests. */
@NullMarked
package ai.massgen.testkit.registry;

import org.jspecify.annotations.NullMarked;
