package ai.massgen.testkit.backend;

import ai.massgen.api.Spi;
import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.api.config.Secret;
import java.util.EnumSet;
import java.util.Set;

/** A backend that keeps every rule, or all but the one that its defect breaks. */
public final class ParrotBackend implements Backend<ParrotConfig> {
    private final Defect defect;

    /** A record that no engine can bind and no user can understand. */
    record Unbindable(String apiKey, Thread thread) {}

    /** For the service loader. */
    public ParrotBackend() {
        this(Defect.NONE);
    }

    ParrotBackend(Defect defect) {
        this.defect = defect;
    }

    @Override
    public String name() {
        return defect == Defect.NAME_NOBODY_CAN_WRITE ? "Parrot 2" : "parrot";
    }

    @Override
    public int spiLevel() {
        return defect == Defect.OLD_LEVEL ? Spi.LEVEL - 1 : Spi.LEVEL;
    }

    @Override
    @SuppressWarnings({"unchecked", "rawtypes"}) // the defect lies about its type
    public Class<ParrotConfig> configType() {
        return defect == Defect.UNBINDABLE_SETTINGS ? (Class) Unbindable.class : ParrotConfig.class;
    }

    @Override
    public Set<Capability> capabilities(ParrotConfig config) {
        Set<Capability> declared =
                EnumSet.of(Capability.TOOLS, Capability.PARALLEL_TOOL_CALLS, Capability.MAX_OUTPUT_TOKENS);
        if (defect == Defect.DECLARES_TOO_MUCH) {
            declared.add(Capability.IMAGES);
        }
        return declared;
    }

    @Override
    public Model open(ParrotConfig config, BackendContext context) {
        context.secret("PARROT_KEY").map(Secret::toString).ifPresent(context::warn);
        return new ParrotModel(config.scene(), defect);
    }
}
