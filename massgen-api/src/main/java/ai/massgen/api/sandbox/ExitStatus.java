package ai.massgen.api.sandbox;

/**
 * How a process ended. Immutable.
 *
 * @param code the exit code, 128 + signal number for a signal
 * @param outOfMemory whether the kernel killed something in the sandbox for lack of memory, as far as the engine knows
 */
public record ExitStatus(int code, boolean outOfMemory) {}
