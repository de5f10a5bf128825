/**
 * Paces model calls: one lane for each quota of a provider, shared by all agents and runs that count against it. A lane
 * lets calls go in the order in which they came, no faster than the provider and the user allow, and stops asking a
 * provider that keeps failing.
 */
@NullMarked
package ai.massgen.core.pace;

import org.jspecify.annotations.NullMarked;
