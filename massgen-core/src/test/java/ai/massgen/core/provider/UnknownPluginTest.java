package ai.massgen.core.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.backend.Backend;
import ai.massgen.api.sandbox.ToolSandbox;
import ai.massgen.core.provider.ProviderException.Kind;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A name that no plugin has is answered with what is there, what was probably meant, and what to add. */
class UnknownPluginTest {
    @TempDir
    private Path folder = Path.of("");

    private PluginJars jars = new PluginJars(folder);

    @BeforeEach
    void installed() {
        jars = new PluginJars(folder);
        jars.backends(
                "all.jar",
                "Openai\nScripted",
                PluginJars.backend("Openai", "openai"),
                PluginJars.backend("Scripted", "scripted"));
    }

    @AfterEach
    void close() {
        jars.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "opnai   | there is no backend 'opnai'; did you mean openai? (installed: openai, scripted)",
                "claude  | there is no backend 'claude' (installed: openai, scripted); add the artifact ai.massgen:massgen-backend-claude",
                "cluade  | there is no backend 'cluade'; did you mean claude? (installed: openai, scripted);"
                        + " add the artifact ai.massgen:massgen-backend-claude",
                "watson  | there is no backend 'watson' (installed: openai, scripted)",
                "'a b'   | there is no backend of this name (installed: openai, scripted)"
            })
    void isAnsweredWithAllThatHelps(String name, String answer) {
        assertThatThrownBy(() -> jars.providers().backend(name))
                .hasMessage(answer)
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(Kind.UNKNOWN));
    }

    @Test
    void withoutAnyPluginTheArtifactIsNamed() {
        assertThatThrownBy(() -> jars.providers().sandbox("docker"))
                .hasMessage(
                        "there is no sandbox 'docker' (none is installed); add the artifact ai.massgen:massgen-sandbox-docker");
    }

    @Test
    void whatCouldNotBeLoadedIsMentionedForItMayBeTheOne() {
        jars.backends(
                "claude.jar",
                "Claude",
                PluginJars.backend("Claude", "claude", "public Claude() { throw new IllegalStateException(\"no\"); }"));
        assertThatThrownBy(() -> jars.providers().backend("claude"))
                .hasMessageStartingWith("there is no backend 'claude' (installed: openai, scripted); add the artifact ")
                .hasMessageContaining("; not loaded: backend Claude in ");
    }

    @Test
    void givenPluginsNeedNoClassPath() {
        Providers given = new Providers(ProviderSource.of(List.of(), List.of()));
        assertThat(given.backends()).isEmpty();
        assertThat(given.sandboxNames()).isEmpty();
        var openai = jars.providers().backend("openai");
        Providers one = new Providers(ProviderSource.of(List.of(openai), List.of()));
        assertThat(one.backend("openai")).isSameAs(openai);
        assertThat(one.backends().get(0).location()).endsWith("all.jar");
    }

    @Test
    void pluginsAreLookedForOnceWhenTheyAreNeeded() {
        var counted = new Object() {
            int times;
        };
        ProviderSource real = ProviderSource.of(jars.loader());
        Providers providers = new Providers(new ProviderSource() {
            @Override
            public List<Candidate<Backend<?>>> backends() {
                counted.times++;
                return real.backends();
            }

            @Override
            public List<Candidate<ToolSandbox<?>>> sandboxes() {
                throw new AssertionError("nobody asked for sandboxes");
            }
        });
        assertThat(counted.times).isZero();
        assertThat(providers.backendNames()).hasSize(2);
        assertThat(providers.backend("openai")).isSameAs(providers.backend("openai"));
        assertThat(counted.times).isEqualTo(1);
    }
}
