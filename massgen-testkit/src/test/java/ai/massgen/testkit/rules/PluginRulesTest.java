package ai.massgen.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.testkit.rules.fixtures.good.GoodBackend;
import ai.massgen.testkit.rules.fixtures.unlisted.UnlistedBackend;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

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
