package ai.massgen.api.sandbox;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What an engine says about itself and what it can enforce. Immutable.
 *
 * @param engine the engine's name, such as {@code Docker}
 * @param version its version
 * @param apiVersion the version of its API that is spoken
 * @param endpoint where it is, without credentials
 * @param runtimes the OCI runtimes it knows, the default one first
 * @param rootless whether the engine runs without root
 * @param controls what it can do for each control, in the order of {@link Control}
 * @param advice sentences about known weaknesses of this version or set-up, possibly none
 */
public record EngineReport(
        String engine,
        String version,
        String apiVersion,
        String endpoint,
        List<String> runtimes,
        boolean rootless,
        Map<Control, Evidence.Status> controls,
        List<String> advice) {
    /** Copies the collections. */
    public EngineReport {
        Objects.requireNonNull(engine, "engine");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(apiVersion, "apiVersion");
        Objects.requireNonNull(endpoint, "endpoint");
        runtimes = List.copyOf(runtimes);
        controls = Map.copyOf(controls);
        advice = List.copyOf(advice);
    }
}
