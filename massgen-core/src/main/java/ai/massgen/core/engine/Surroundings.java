package ai.massgen.core.engine;

import ai.massgen.core.pace.Pacer;
import java.time.InstantSource;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What a run takes from outside.
 *
 * @param clock the clock
 * @param randomness for run ids and jitter
 * @param environment the environment variables
 * @param pacer paces the calls of all runs
 */
public record Surroundings(
        InstantSource clock, RandomGenerator randomness, Map<String, String> environment, Pacer pacer) {
    /** Copies the map. */
    public Surroundings {
        environment = Map.copyOf(environment);
    }
}
