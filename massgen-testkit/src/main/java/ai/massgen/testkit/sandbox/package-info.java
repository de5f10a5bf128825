/** The rules that every sandbox keeps, as tests: extend {@link ai.massgen.testkit.sandbox.SandboxContract}. */
@NullMarked
package ai.massgen.testkit.sandbox;

import org.jspecify.annotations.NullMarked;
