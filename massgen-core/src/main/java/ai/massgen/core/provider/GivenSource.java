package ai.massgen.core.provider;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.sandbox.ToolSandbox;
import java.util.List;

/** Plugins that somebody else has created. */
record GivenSource(List<Backend<?>> givenBackends, List<ToolSandbox<?>> givenSandboxes) implements ProviderSource {
    @Override
    public List<Candidate<Backend<?>>> backends() {
        return givenBackends.stream().<Candidate<Backend<?>>>map(Candidate::of).toList();
    }

    @Override
    public List<Candidate<ToolSandbox<?>>> sandboxes() {
        return givenSandboxes.stream()
                .<Candidate<ToolSandbox<?>>>map(Candidate::of)
                .toList();
    }
}
