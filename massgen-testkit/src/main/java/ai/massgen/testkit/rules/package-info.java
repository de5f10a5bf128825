/**
 * Rules for the code of plugins, to be checked in their own builds: {@link ai.massgen.testkit.rules.PluginRules}. MassGen
 * checks its own plugins, and where they fit its engine, with the same rules.
 */
@NullMarked
package ai.massgen.testkit.rules;

import org.jspecify.annotations.NullMarked;
