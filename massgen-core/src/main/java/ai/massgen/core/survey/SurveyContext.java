package ai.massgen.core.survey;

import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.config.Secret;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the engine offers backends outside of a run.
 *
 * @param environment the environment variables
 * @param baseDirectory the folder that relative paths are relative to, absolute
 * @param clock the clock
 */
public record SurveyContext(Map<String, String> environment, Path baseDirectory, InstantSource clock)
        implements BackendContext {
    private static final Logger LOG = LoggerFactory.getLogger(SurveyContext.class);

    /** Copies the map. */
    public SurveyContext {
        environment = Map.copyOf(environment);
    }

    @Override
    public Optional<Secret> secret(String name) {
        return Optional.ofNullable(environment.get(name))
                .filter(value -> !value.isBlank())
                .map(Secret::of);
    }

    @Override
    public void warn(String message) {
        LOG.info("{}", message);
    }

    /** The environment may hold keys. */
    @Override
    public String toString() {
        return "SurveyContext[" + baseDirectory + "]";
    }
}
