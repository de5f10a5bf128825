/**
 * The laws of the house. {@link ai.massgen.architecture.Census} is the data: who there is and who may see whom. Each law
 * is tested on the house, which must obey, and on a fixture, which must be caught.
 */
@NullMarked
package ai.massgen.architecture;

import org.jspecify.annotations.NullMarked;
