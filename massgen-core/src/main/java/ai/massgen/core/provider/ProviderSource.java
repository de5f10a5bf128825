package ai.massgen.core.provider;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.sandbox.ToolSandbox;
import java.util.List;

/** Where plugins come from. Injectable, so that tests and embedders need no class path of their own. */
public interface ProviderSource {
    /**
     * Looks for backends without creating one.
     *
     * @return a candidate for each; one that is broken says so when it is created
     */
    List<Candidate<Backend<?>>> backends();

    /**
     * Looks for sandboxes without creating one.
     *
     * @return a candidate for each; one that is broken says so when it is created
     */
    List<Candidate<ToolSandbox<?>>> sandboxes();

    /**
     * The class path of a class loader.
     *
     * @param loader the loader
     * @return a source that asks {@link java.util.ServiceLoader}
     */
    static ProviderSource of(ClassLoader loader) {
        return new ClassPathSource(loader);
    }

    /**
     * Plugins that exist already.
     *
     * @param backends the backends
     * @param sandboxes the sandboxes
     * @return a source of exactly these
     */
    static ProviderSource of(List<? extends Backend<?>> backends, List<? extends ToolSandbox<?>> sandboxes) {
        return new GivenSource(List.copyOf(backends), List.copyOf(sandboxes));
    }
}
