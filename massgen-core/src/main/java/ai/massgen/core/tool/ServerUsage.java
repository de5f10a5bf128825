package ai.massgen.core.tool;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What one process of a server has done and used. Immutable.
 *
 * @param calls how many calls it answered
 * @param sent how many bytes it was sent
 * @param received how many bytes came from it
 * @param cpu the processor time it used, if the sandbox can tell
 * @param memoryPeak the most memory it used, in bytes, if the sandbox can tell
 */
record ServerUsage(int calls, long sent, long received, Optional<Duration> cpu, OptionalLong memoryPeak) {}
