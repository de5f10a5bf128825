package ai.massgen.testkit.backend;

import ai.massgen.api.backend.Backend;
import java.util.Optional;

/** The contract in ten lines, for a backend without a wire. */
class ParrotContractTest extends BackendContract<ParrotConfig> {
    @Override
    protected Backend<ParrotConfig> backend() {
        return new ParrotBackend();
    }

    @Override
    protected Optional<ParrotConfig> playing(Scene scene) {
        return Optional.of(new ParrotConfig(scene));
    }
}
