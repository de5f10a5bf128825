package ai.massgen.core.provider;

import static ai.massgen.core.provider.PluginJars.backend;
import static ai.massgen.core.provider.PluginJars.sandbox;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import ai.massgen.api.backend.Backend;
import ai.massgen.core.provider.ProviderException.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Real jars on a real class loader: what is good is found, and what is broken is named and hides nothing. */
class DiscoveryTest {
    @TempDir
    private Path folder = Path.of("");

    private PluginJars jars = new PluginJars(folder);

    @BeforeEach
    void aGoodPlugin() {
        jars = new PluginJars(folder);
        jars.backends("good.jar", "com.example.Good\n", backend("com.example.Good", "good"));
    }

    @AfterEach
    void close() {
        jars.close();
    }

    /** The only failure, after making sure that the good plugin is still there. */
    private ProviderException failure() {
        Providers providers = jars.providers();
        assertThat(providers.backendNames()).contains("good");
        assertThat(providers.backend("good").getClass().getName()).isEqualTo("com.example.Good");
        List<InstalledBackend> broken = providers.backends().stream()
                .filter(each -> each.failure().isPresent())
                .toList();
        assertThat(broken).hasSize(1);
        return broken.get(0).failure().orElseThrow();
    }

    @Test
    void aPluginIsFoundWithItsJarAndVersion() throws IOException {
        jars.sandboxes(
                "box.jar",
                "Box",
                sandbox(
                        "Box",
                        "box",
                        "public java.util.Set<ai.massgen.api.sandbox.SandboxCapability>"
                                + " capabilities() { return java.util.Set.of(ai.massgen.api.sandbox.SandboxCapability.IMAGES); }"));
        Providers providers = jars.providers();
        InstalledBackend good = providers.backends().get(0);
        assertThat(good.name()).isEqualTo("good");
        assertThat(good.location())
                .isEqualTo(folder.toRealPath().resolve("good.jar").toString());
        assertThat(good.version()).isEqualTo("4.2");
        assertThat(good.failure()).isEmpty();
        assertThat(providers.sandboxes()).singleElement().satisfies(box -> {
            assertThat(box.name()).isEqualTo("box");
            assertThat(box.capabilities()).hasToString("[IMAGES]");
        });
        assertThat(providers.backendRecord("good").getName()).isEqualTo("com.example.Good$Settings");
        assertThat(providers.sandboxRecord("box").getName()).isEqualTo("Box$Settings");
    }

    private Path folderOfClasses(String name) throws IOException {
        Path classes = folder.resolve(name);
        Files.createDirectories(classes.resolve("META-INF/services"));
        return classes;
    }

    @Test
    void commentsAndBlankLinesInServiceFilesAreNothing() {
        jars.backends(
                "more.jar",
                "# first\n\n  One # the first one\n#Two\n\tThree\t\n",
                backend("One", "one"),
                backend("Three", "three"));
        assertThat(jars.providers().backendNames()).containsExactly("good", "one", "three");
        assertThat(jars.providers().backends()).allMatch(each -> each.failure().isEmpty());
    }

    @Test
    void pluginsOfAFolderAreFoundToo() throws IOException {
        Path place = folderOfClasses("classes");
        Files.writeString(place.resolve("META-INF/services/" + Backend.class.getName()), "Nowhere\n");
        jars.add(place);
        assertThat(failure()).hasMessageStartingWith("backend Nowhere in " + place.toRealPath() + " cannot be used: ");
    }

    @Test
    void aConstructorThatThrowsIsIsolatedAndItsJarNamed() {
        Path jar = jars.backends(
                "sick.jar",
                "Sick",
                backend("Sick", "sick", "public Sick() { throw new IllegalStateException(\"no licence\"); }"));
        assertThat(failure())
                .hasMessage("backend Sick in " + jar + " cannot be used: Provider Sick could not be"
                        + " instantiated: java.lang.IllegalStateException: no licence;"
                        + " update or remove this jar, or add the library that it misses")
                .returns(Kind.BROKEN, ProviderException::kind)
                .returns("provider.broken", ProviderException::code);
    }

    @Test
    void aStaticInitializerThatFailsIsIsolated() {
        jars.backends("sick.jar", "Sick", backend("Sick", "sick", "static final int X = Integer.parseInt(\"x\");"));
        assertThat(failure()).hasMessageContaining("backend Sick in").hasMessageContaining("sick.jar");
    }

    @Test
    void aPluginWhoseLibraryIsMissingIsNamedWithItsJarBeforeAndAfterOthers() {
        String parent = "public class Library {}";
        Path jar = jars.backendsWithout(
                Set.of("Library"),
                "lacking.jar",
                "Lacking\nLater",
                parent,
                backend("Lacking", "lacking").replace("implements", "extends Library implements"),
                backend("Later", "later"));
        assertThat(failure())
                .hasMessageStartingWith(
                        "backend Lacking in " + jar + " cannot be used: java.lang.NoClassDefFoundError: Library");
        assertThat(jars.providers().backendNames()).containsExactly("good", "later");
    }

    @Test
    void aLibraryThatIsMissedOnlyWhenThePluginIsAskedIsIsolatedToo() {
        Path jar = jars.backendsWithout(
                Set.of("Library"),
                "lacking.jar",
                "Lacking",
                "public class Library { static String name() { return \"x\"; } }",
                backend("Lacking", "x", "public String name() { return Library.name(); }"));
        assertThat(failure())
                .hasMessageStartingWith(
                        "backend Lacking in " + jar + " cannot be used: java.lang.NoClassDefFoundError");
    }

    @Test
    void aClassForANewerJavaIsIsolated() throws IOException {
        Path jar = jars.backends("new.jar", "Tomorrow", backend("Tomorrow", "tomorrow"));
        byte[] bytes;
        try (var loader = jars.loader();
                var in = loader.getResourceAsStream("Tomorrow.class")) {
            bytes = in.readAllBytes();
        }
        bytes[7] = (byte) 200;
        Path classes = folderOfClasses("newer");
        Files.write(classes.resolve("Tomorrow.class"), bytes);
        Files.delete(jar);
        Files.writeString(classes.resolve("META-INF/services/" + Backend.class.getName()), "Tomorrow");
        jars.add(classes);
        assertThat(failure())
                .hasMessageStartingWith("backend Tomorrow in " + classes.toRealPath()
                        + " cannot be used: java.lang.UnsupportedClassVersionError");
    }

    @Test
    void aMisspeltServiceEntryIsNamedWithItsJar() {
        Path jar = jars.backends("typo.jar", "# plugins\nGoood # not there\n\nOther", backend("Other", "other"));
        assertThat(failure())
                .hasMessageStartingWith("backend Goood in " + jar + " cannot be used: ")
                .hasMessageContaining("not found");
        assertThat(jars.providers().backendNames()).containsExactly("good", "other");
    }

    @Test
    void aServiceFileThatIsNoneIsNamedWithItsJar() {
        Path jar = jars.backends("syntax.jar", "class Other\n", backend("Other", "other"));
        assertThat(failure())
                .hasMessageStartingWith(
                        "backend META-INF/services/ai.massgen.api.backend.Backend in " + jar + " cannot be used: ");
    }

    @Test
    void aClassThatIsNoBackendIsIsolated() {
        jars.backends("wrong.jar", "Wrong", "public class Wrong {}");
        assertThat(failure()).hasMessageContaining("backend Wrong in").hasMessageContaining("not a subtype");
    }

    @Test
    void aClassThatNobodyCanCreateIsIsolated() {
        jars.backends("hidden.jar", "Hidden", backend("Hidden", "hidden", "private Hidden() {}"));
        assertThat(failure()).hasMessageContaining("backend Hidden in").hasMessageContaining("no-arg constructor");
    }

    @Test
    void severalBrokenPluginsAreToldApart() {
        jars.backends("a.jar", "Missing1\nMissing2", new String[0]);
        jars.backends("b.jar", "Wrong\nMissing3", "public class Wrong {}");
        assertThat(jars.providers().backends())
                .filteredOn(each -> each.failure().isPresent())
                .extracting(
                        InstalledBackend::name,
                        each -> Path.of(each.location()).getFileName().toString())
                .containsExactly(
                        tuple("Missing1", "a.jar"),
                        tuple("Missing2", "a.jar"),
                        tuple("Missing3", "b.jar"),
                        tuple("Wrong", "b.jar"));
        assertThat(jars.providers().backends())
                .filteredOn(each -> each.failure().isPresent())
                .allMatch(each -> String.valueOf(each.failure().orElseThrow().getMessage())
                        .split("cannot be used: ", 2)[1]
                        .contains(each.name()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "Upper", "with space", "1st", "under_score", "a\\u001b[31m"})
    void aNameThatNobodyCouldWriteIsRefused(String name) {
        jars.backends("named.jar", "Named", backend("Named", name));
        assertThat(failure())
                .hasMessageContaining("class Named has the name '")
                .hasMessageContaining("not of the form [a-z][a-z0-9-]*")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u001b"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "public String name() { return null; }",
                "public String name() { throw new AssertionError(\"no\"); }",
                "public String name() { return name(); }",
                "public Class<Settings> configType() { return null; }",
                "public Class<Settings> configType() { return (Class) String.class; }",
                "public int spiLevel() { throw new IllegalStateException(); }",
                "public boolean simulated() { throw new IllegalStateException(); }",
                "public java.util.List<String> secretNames() { return null; }",
                "public java.util.List<String> secretNames() { throw new NoSuchMethodError(); }"
            })
    void aPluginThatCannotAnswerIsIsolated(String member) {
        Path jar = jars.backends("mute.jar", "Mute", backend("Mute", "mute", member));
        assertThat(failure())
                .hasMessageContaining(" in " + jar + " cannot be used: ")
                .returns(Kind.BROKEN, ProviderException::kind);
    }

    @Test
    void aSandboxThatCannotAnswerIsIsolated() {
        jars.sandboxes(
                "boxes.jar",
                "Box\nSick",
                sandbox("Box", "box"),
                sandbox(
                        "Sick",
                        "sick",
                        "public java.util.Set<ai.massgen.api.sandbox.SandboxCapability> capabilities() { return null; }"));
        assertThat(jars.providers().sandboxNames()).containsExactly("box");
        assertThat(jars.providers().sandboxes()).hasSize(2);
        assertThatThrownBy(() -> jars.providers().sandbox("sick")).hasMessageStartingWith("sandbox sick in ");
    }

    @ParameterizedTest
    @CsvSource({"0,update the plugin", "2,update massgen-api and massgen-core", "2147483647,update massgen-api"})
    void anotherSpiLevelIsExplained(int level, String advice) {
        Path jar = jars.backends(
                "old.jar", "Old", backend("Old", "old", "public int spiLevel() { return " + level + "; }"));
        assertThat(failure())
                .hasMessageStartingWith("backend old in " + jar + " was made for SPI level " + level
                        + ", and this MassGen speaks levels 1 to 1; ")
                .hasMessageContaining(advice)
                .returns(Kind.INCOMPATIBLE, ProviderException::kind);
        assertThatThrownBy(() -> jars.providers().backend("old")).hasMessageContaining("SPI level");
    }

    @Test
    void aNameThatTwoPluginsHaveIsAnErrorThatNamesBothJars() {
        Path one = jars.backends("one.jar", "One", backend("One", "twin"));
        Path two = jars.backends("two.jar", "Two", backend("Two", "twin"));
        Providers providers = jars.providers();
        assertThat(providers.backendNames()).containsExactly("good");
        assertThatThrownBy(() -> providers.backend("twin"))
                .hasMessage("backend twin is there 2 times: " + one + " and " + two
                        + "; keep one of them on the class path")
                .isInstanceOfSatisfying(
                        ProviderException.class, e -> assertThat(e.kind()).isEqualTo(Kind.DUPLICATE));
    }

    @Test
    void theSamePluginInTwoJarsIsADuplicateAndNotTheOneThatComesFirst() {
        Path one = jars.backends("v1.jar", "Same", backend("Same", "same"));
        Path two = jars.backends("v2.jar", "Same", backend("Same", "same"));
        assertThatThrownBy(() -> jars.providers().backend("same"))
                .hasMessage("backend same is there 2 times: " + one + " and " + two
                        + "; keep one of them on the class path");
    }

    @Test
    void theSameJarTwiceOnTheClassPathIsOneJar() throws IOException {
        Path jar = jars.backends("v1.jar", "Same\nSame", backend("Same", "same"));
        jars.add(jar);
        Path link = Files.createSymbolicLink(folder.resolve("link.jar"), jar);
        jars.add(link);
        assertThat(jars.providers().backendNames()).containsExactly("good", "same");
    }

    @Test
    void aBrokenTwinDoesNotTakeTheNameOfAGoodPlugin() {
        jars.backends(
                "sick.jar", "Sick", backend("Sick", "good", "public Sick() { throw new IllegalStateException(); }"));
        assertThat(jars.providers().backendNames()).containsExactly("good");
    }
}
