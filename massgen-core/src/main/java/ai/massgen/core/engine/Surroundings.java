package ai.massgen.core.engine;

import ai.massgen.core.pace.Pacer;
import ai.massgen.core.tool.LocalTool;
import ai.massgen.core.tool.Oversight;
import ai.massgen.core.tool.WarmServers;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * What a run takes from outside.
 *
 * @param clock the clock
 * @param randomness for run ids and jitter
 * @param environment the environment variables
 * @param pacer paces the calls of all runs
 * @param warm what stands ready for all runs, and the turns in which containers start
 * @param oversight where somebody has a say in what tools do
 * @param localTools tools that are part of the application
 */
public record Surroundings(
        InstantSource clock,
        RandomGenerator randomness,
        Map<String, String> environment,
        Pacer pacer,
        WarmServers warm,
        Oversight oversight,
        List<LocalTool> localTools) {
    /** Copies the collections. */
    public Surroundings {
        localTools = List.copyOf(localTools);
        environment = Map.copyOf(environment);
    }
}
