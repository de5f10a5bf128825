package ai.massgen.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.Backend;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** For each rule about plugins as a whole, a plugin that breaks it. */
class BrokenPluginsTest {
    private static final String FIXTURES = "ai.massgen.testkit.rules.fixtures.";
    private static final JavaClasses ALL = new ClassFileImporter().importPackages("ai.massgen.testkit.rules.fixtures");

    private static PluginCode plugin(String name, String... listed) {
        List<ServiceLine> lines = Stream.of(listed)
                .map(type -> new ServiceLine(Backend.class, FIXTURES + name + "." + type))
                .toList();
        return new PluginCode(
                FIXTURES + name, ALL.that(JavaClass.Predicates.resideInAPackage(FIXTURES + name + "..")), lines);
    }

    @Test
    void aSiblingAndAnUnnamedLibraryAreStrangers() {
        assertThat(new DependencyRule(Set.of()).violations(plugin("dependencies")))
                .hasSize(3)
                .anySatisfy(line -> assertThat(line)
                        .contains("Sibling.name()", "good.GoodBackend.<init>()", "(Sibling.java:")
                        .endsWith("the libraries that it names with libraries(...)"))
                .anySatisfy(line -> assertThat(line).contains("calls method <ai.massgen", "GoodBackend.name()"))
                .anySatisfy(line -> assertThat(line).contains("org.assertj.core.util.Strings.quote"));
    }

    @Test
    void aNamedLibraryIsNoStrangerButMustBeUsed() {
        assertThat(new DependencyRule(Set.of("org.assertj", "com.acme", "org.assert"))
                        .violations(plugin("dependencies")))
                .hasSize(4)
                .noneSatisfy(line -> assertThat(line).contains("Strings"))
                .contains(
                        "the library com.acme is not used: correct its package or remove it",
                        "the library org.assert is not used: correct its package or remove it");
    }

    @Test
    void aServiceThatNoFileListsIsReported() {
        assertThat(ServiceRules.files(plugin("unlisted")))
                .containsExactly(FIXTURES + "unlisted.UnlistedBackend implements ai.massgen.api.backend.Backend, but"
                        + " META-INF/services/ai.massgen.api.backend.Backend does not list it: add the line " + FIXTURES
                        + "unlisted.UnlistedBackend, or make the class package-private");
        assertThat(ServiceRules.files(plugin("unlisted", "UnlistedBackend"))).isEmpty();
    }

    @Test
    void aFileThatListsWhatIsNoServiceIsReported() {
        assertThat(ServiceRules.files(plugin("wronglylisted", "HiddenBackend", "HiddenBackend$None", "Missing")))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .endsWith("HiddenBackend, which is not public: the engine cannot make it"),
                        line -> assertThat(line).endsWith("which does not implement ai.massgen.api.backend.Backend"),
                        line -> assertThat(line).contains("Missing, which does not exist: correct the name"));
    }

    @Test
    void aServiceThatTheEngineCannotMakeIsReported() {
        assertThat(ServiceRules.form(plugin("unmakeable", "UnmakeableBackend")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("UnmakeableBackend is not final"),
                        line -> assertThat(line)
                                .contains("cannot be made: it needs a public constructor without parameters"));
    }

    @Test
    void aServiceThatKeepsSomethingIsReported() {
        assertThat(ServiceRules.form(plugin("changing", "ChangingBackend")))
                .singleElement()
                .asString()
                .contains("ChangingBackend.opened can change: a service is shared and keeps nothing");
    }

    @Test
    void aComputedLevelIsReported() {
        assertThat(ServiceRules.level(plugin("level", "ComputedLevelBackend")))
                .singleElement()
                .asString()
                .contains("ComputedLevelBackend.spiLevel() computes the level: write return Spi.LEVEL");
    }

    @Test
    void aNameThatUsersCannotWriteIsReported() {
        assertThat(SettingsRules.names(plugin("naming", "ShoutingBackend")))
                .containsExactly(FIXTURES + "naming.ShoutingBackend is named 'Shouting Backend': a name has the form"
                        + " [a-z][a-z0-9-]{0,63}");
    }

    @Test
    void settingsThatNobodyCanReadAreReported() {
        assertThat(SettingsRules.settings(plugin("settings", "SecretiveBackend")))
                .satisfiesExactly(
                        line -> assertThat(line).contains("Settings.unexplained is not documented: add @Doc"),
                        line -> assertThat(line).contains("Settings.blank is not documented"),
                        line -> assertThat(line).contains("$Part is not public"),
                        line -> assertThat(line).contains("Part.untold is not documented"));
    }
}
