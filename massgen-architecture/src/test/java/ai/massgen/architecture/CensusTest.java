package ai.massgen.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.architecture.HouseModule.Kind;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The poms say what the census says. The fixture is a house of an api, a plugin and a BOM, broken in one way at a time. */
class CensusTest {
    private static final String JSON = "com.acme:json";
    private static final House SMALL = new House(
            List.of(
                    HouseModule.of("bom", "", Kind.BOM),
                    HouseModule.of("api", "acme.api", Kind.LIBRARY).test(List.of(JSON)),
                    HouseModule.of("plugin", "acme.plugin", Kind.PLUGIN).compile("ai.massgen:api")),
            Map.of(),
            Map.of(),
            Map.of(),
            Set.of());

    @TempDir
    private Path root;

    @Test
    void theHouseIsAsTheCensusSays() {
        assertThat(new PomLaw(Census.HOUSE, Checkout.ROOT).problems()).isEmpty();
    }

    @Test
    void everyModuleThatShouldHaveCodeHasSome() {
        assertThat(Census.HOUSE.withCode())
                .hasSizeGreaterThan(7)
                .allSatisfy(module -> assertThat(Compiled.main(module)).isNotEmpty());
        assertThat(Census.HOUSE.modules())
                .filteredOn(module ->
                        Files.isDirectory(Checkout.ROOT.resolve(module.name()).resolve("src/main/java")))
                .as("modules with sources; take a new one off the list of modules without code")
                .containsExactlyInAnyOrderElementsOf(Census.HOUSE.withCode());
    }

    @Test
    void theCensusKeepsTheLayersApart() {
        assertThat(new LayerLaw(Census.HOUSE, "massgen-core", "massgen-plugin-toolkit", Set.of("massgen-cli"))
                        .problems())
                .isEmpty();
    }

    @Test
    void aCensusThatMixesTheLayersIsReported() {
        HouseModule other = HouseModule.of("other", "acme.other", Kind.PLUGIN).test(List.of("ai.massgen:core"));
        House mixed = new House(
                List.of(
                        HouseModule.of("core", "acme.core", Kind.LIBRARY).compile("ai.massgen:kit"),
                        HouseModule.of("kit", "acme.kit", Kind.LIBRARY),
                        other,
                        HouseModule.of("plugin", "acme.plugin", Kind.PLUGIN).runtime(List.of("ai.massgen:other")),
                        HouseModule.of("program", "acme.program", Kind.LIBRARY)
                                .compile("ai.massgen:core", "ai.massgen:plugin")
                                .runtime(List.of("ai.massgen:other"))),
                Map.of(),
                Map.of(),
                Map.of(),
                Set.of());

        assertThat(new LayerLaw(mixed, "core", "kit", Set.of("program")).problems())
                .containsExactly(
                        "core sees kit (compile): the toolkit is for plugins",
                        "other sees core (test): the engine is seen by programs only",
                        "plugin sees other (runtime): a plugin is seen by programs only, and at run time only",
                        "program sees plugin (compile): a plugin is seen by programs only, and at run time only");
    }

    @Test
    void aHouseThatIsAsItsCensusSaysHasNoProblems() {
        assertThat(problems()).isEmpty();
    }

    @Test
    void aModuleThatNobodyListedIsReported() {
        write(
                "pom.xml",
                "<modules><module>bom</module><module>api</module><module>plugin</module><module>new</module></modules>");
        write("new/pom.xml", "");

        assertThat(problems()).containsExactly("nobody listed new: add it to the census");
    }

    @Test
    void aFolderThatTheParentForgotIsReported() {
        write("forgotten/pom.xml", "");

        assertThat(problems())
                .containsExactly(
                        "forgotten has a pom, but the parent does not build it: add it to the modules of pom.xml");
    }

    @Test
    void aModuleThatIsGoneIsReported() throws IOException {
        write("pom.xml", "<modules><module>bom</module><module>api</module></modules>");
        Files.delete(root.resolve("plugin/pom.xml"));

        assertThat(problems()).containsExactly("plugin is in the census, but the parent does not build it");
    }

    @Test
    void aDependencyThatTheCensusDoesNotAllowIsReported() {
        write(
                "api/pom.xml",
                name("acme.api")
                        + dependencies(
                                dependency(JSON, "<scope>test</scope>"),
                                dependency("ai.massgen:plugin", "<scope>runtime</scope>")));

        assertThat(problems())
                .containsExactly("api declares ai.massgen:plugin (runtime), which the census does not allow it");
    }

    @Test
    void aDependencyInAProfileCountsToo() {
        write(
                "plugin/pom.xml",
                name("acme.plugin") + dependencies(dependency("ai.massgen:api", "")) + "<profiles><profile>"
                        + dependencies(dependency(JSON, "")) + "</profile></profiles>");

        assertThat(problems())
                .containsExactly("plugin declares com.acme:json (compile), which the census does not allow it");
    }

    @Test
    void aDependencyInAnotherScopeIsReportedOnBothSides() {
        write("api/pom.xml", name("acme.api") + dependencies(dependency(JSON, "")));

        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "api declares com.acme:json (compile), which the census does not allow it",
                        "api may see com.acme:json (test) by the census, but its pom does not declare it");
    }

    @Test
    void aVersionInAModuleIsReported() {
        write(
                "plugin/pom.xml",
                name("acme.plugin") + dependencies(dependency("ai.massgen:api", "<version>1</version>")));

        assertThat(problems())
                .containsExactly("plugin gives ai.massgen:api a version: versions stand in the parent only");
    }

    @Test
    void anAutomaticModuleNameThatIsNotThePackageIsReported() {
        write("plugin/pom.xml", name("acme.api") + dependencies(dependency("ai.massgen:api", "")));

        assertThat(problems())
                .containsExactly(
                        "plugin has the property massgen.module.name 'acme.api', its package is 'acme.plugin'");
    }

    @Test
    void aBomThatLacksAPublishedModuleOrListsAnotherIsReported() {
        write(
                "bom/pom.xml",
                "<dependencyManagement>"
                        + dependencies(dependency("ai.massgen:api", ""), dependency("ai.massgen:laws", ""))
                        + "</dependencyManagement>");

        assertThat(problems())
                .containsExactly(
                        "the BOM lacks ai.massgen:plugin", "the BOM lists ai.massgen:laws, which is not published");
    }

    @Test
    void noTwoModulesShareANameOrAPackage() {
        HouseModule one = HouseModule.of("one", "acme", Kind.LIBRARY);
        HouseModule two = HouseModule.of("two", "acme", Kind.LIBRARY);

        assertThatThrownBy(() -> new House(List.of(one, two), Map.of(), Map.of(), Map.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("acme stands in the census 2 times");
        HouseModule inner = HouseModule.of("inner", "acme.inner", Kind.LIBRARY);
        assertThatThrownBy(() -> new House(List.of(one, inner), Map.of(), Map.of(), Map.of(), Set.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("inner lies in acme, the package of one");
    }

    @BeforeEach
    void buildTheSmallHouse() {
        write("pom.xml", "<modules><module>bom</module><module>api</module><module>plugin</module></modules>");
        write(
                "bom/pom.xml",
                "<dependencyManagement>"
                        + dependencies(dependency("ai.massgen:api", ""), dependency("ai.massgen:plugin", ""))
                        + "</dependencyManagement>");
        write("api/pom.xml", name("acme.api") + dependencies(dependency(JSON, "<scope>test</scope>")));
        write("plugin/pom.xml", name("acme.plugin") + dependencies(dependency("ai.massgen:api", "")));
    }

    private List<String> problems() {
        return new PomLaw(SMALL, root).problems();
    }

    private void write(String file, String content) {
        Path pom = root.resolve(file);
        try {
            Files.createDirectories(pom.getParent());
            Files.writeString(pom, "<project><artifactId>" + file + "</artifactId>" + content + "</project>");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String name(String moduleName) {
        return "<properties><massgen.module.name>" + moduleName + "</massgen.module.name></properties>";
    }

    private static String dependencies(String... all) {
        return "<dependencies>" + String.join("", all) + "</dependencies>";
    }

    private static String dependency(String id, String more) {
        String[] parts = id.split(":");
        return "<dependency><groupId>" + parts[0] + "</groupId><artifactId>" + parts[1] + "</artifactId>" + more
                + "</dependency>";
    }
}
