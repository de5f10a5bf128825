package ai.massgen.backend.openai;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendContext;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.api.config.Secret;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The real backend with one thing wrong. */
record FlawedBackend(OpenAiBackend real, Flaw flaw) implements Backend<OpenAiConfig> {
    @Override
    public String name() {
        return real.name();
    }

    @Override
    public int spiLevel() {
        return real.spiLevel();
    }

    @Override
    public Class<OpenAiConfig> configType() {
        return real.configType();
    }

    @Override
    public Set<Capability> capabilities(OpenAiConfig config) {
        return real.capabilities(config);
    }

    @Override
    public Model open(OpenAiConfig config, BackendContext context) {
        if (flaw == Flaw.SENDS_AT_OPENING) {
            Model early = real.open(config, context);
            try (early) {
                early.generate(Chat.question().build(), delta -> {});
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }
        return new FlawedModel(real, flaw == Flaw.IGNORES_A_SETTING ? withoutSeed(config) : config, context, flaw);
    }

    @Override
    public List<String> diagnose(OpenAiConfig config, BackendContext context) throws InterruptedException {
        return flaw == Flaw.DIAGNOSES_THE_SECRET
                ? List.of("The key is " + config.apiKey().map(Secret::reveal))
                : real.diagnose(config, context);
    }

    private static OpenAiConfig withoutSeed(OpenAiConfig config) {
        return Settings.of(config).with("seed", Optional.empty()).config();
    }
}
