package ai.massgen.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.testkit.rules.fixtures.good.GoodBackend;
import ai.massgen.testkit.rules.fixtures.unlisted.UnlistedBackend;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/** What a plugin's own build does. */
class PluginRulesTest {
    private static final PluginRules GOOD = PluginRules.of(GoodBackend.class).libraries("org.assertj");

    @TestFactory
    Stream<DynamicTest> aGoodPluginFollowsTheRules() {
        return GOOD.tests();
    }

    @Test
    void aGoodPluginPassesAsAWholeToo() {
        assertThatCode(GOOD::check).doesNotThrowAnyException();
    }

    @Test
    void everyRuleIsATestOfItsOwn() {
        assertThat(GOOD.tests().map(DynamicTest::getDisplayName))
                .doesNotHaveDuplicates()
                .hasSameSizeAs(PluginRules.rules(Set.of()))
                .contains("Threads start in the toolkit only", "Secrets are Secret");
    }

    @Test
    void allViolationsOfAllRulesAreReportedAtOnce() {
        assertThatThrownBy(() -> PluginRules.of(UnlistedBackend.class)
                        .libraries("com.acme")
                        .check())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("the plugin in ai.massgen.testkit.rules.fixtures.unlisted breaks rules")
                .hasMessageContaining("does not list it: add the line " + UnlistedBackend.class.getName())
                .hasMessageContaining("the library com.acme is not used");
    }

    @Test
    void aPluginMayHaveMorePackagesThanThatOfItsService() {
        assertThatThrownBy(() -> PluginRules.of(GoodBackend.class)
                        .in("ai.massgen.testkit.rules.fixtures")
                        .check())
                .hasMessageContaining("fixtures.secrets.Leaky");
    }

    @Test
    void aPluginInAJarIsReadToo(@TempDir Path folder) throws Exception {
        Path jar = jarOf(folder.resolve("plugin.jar"), "secrets/Leaky.class", "unlisted/UnlistedBackend.class");

        try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()}, new Outside())) {
            Class<?> service = loader.loadClass(UnlistedBackend.class.getName());
            assertThat(service).isNotEqualTo(UnlistedBackend.class);
            assertThatThrownBy(() -> PluginRules.of(service)
                            .in("ai.massgen.testkit.rules.fixtures")
                            .check())
                    .isInstanceOf(AssertionError.class)
                    .hasMessageContaining("UnlistedBackend, or make the class package-private")
                    .hasMessageContaining("Leaky.apiKey holds a secret as text")
                    .hasMessageNotContaining("fixtures.threads");
        }
    }

    private static Path jarOf(Path jar, String... entries) throws IOException {
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (String entry : entries) {
                String name = "ai/massgen/testkit/rules/fixtures/" + entry;
                out.putNextEntry(new JarEntry(name));
                try (InputStream in = Objects.requireNonNull(PluginRulesTest.class.getResourceAsStream("/" + name))) {
                    in.transferTo(out);
                }
            }
        }
        return jar;
    }

    /** Everything but what is in the jar. */
    private static final class Outside extends ClassLoader {
        Outside() {
            super(PluginRulesTest.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            if (name.startsWith(UnlistedBackend.class.getName())) {
                throw new ClassNotFoundException(name);
            }
            return super.loadClass(name, resolve);
        }
    }

    @Test
    void aPackageWithoutClassesIsNoPassedTest() {
        assertThatThrownBy(() -> GOOD.in("com.acme").check())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("no class lies in com.acme");
    }

    @Test
    void aClassThatIsNoServiceIsRefused() {
        assertThatThrownBy(() -> PluginRules.of(String.class))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String implements neither Backend nor ToolSandbox");
    }

    @Test
    void aPatternIsNoPackage() {
        assertThatThrownBy(() -> GOOD.libraries("com.fasterxml.jackson.."))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("not a package: 'com.fasterxml.jackson..'");
        assertThatThrownBy(() -> GOOD.in("com.acme.*")).isInstanceOf(IllegalArgumentException.class);
    }
}
