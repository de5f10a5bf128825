package ai.massgen.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.architecture.HouseModule.Kind;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The byte code uses what the census allows. The fixture is a house of two modules, left and right. */
class GraphTest {
    private static final String FIXTURES = "ai.massgen.architecture.fixtures.graph.";
    private static final String ASSERTJ = "org.assertj:assertj-core";
    private static final HouseModule LEFT = HouseModule.of("left", FIXTURES + "left", Kind.LIBRARY);
    private static final HouseModule RIGHT = HouseModule.of("right", FIXTURES + "right", Kind.LIBRARY);

    @Test
    void whatIsShippedUsesExactlyWhatItMaySee() {
        GraphLaw law = new GraphLaw(Census.HOUSE);

        assertThat(Census.HOUSE.withCode().stream().flatMap(module -> law.main(module, Compiled.main(module))))
                .isEmpty();
    }

    @Test
    void testsUseNoMoreThanTheyMaySee() {
        GraphLaw law = new GraphLaw(Census.HOUSE);
        List<HouseModule> tested =
                Census.HOUSE.modules().stream().filter(Compiled::hasTests).toList();

        assertThat(tested).hasSizeGreaterThan(7);
        assertThat(tested.stream().flatMap(module -> law.tests(module, Compiled.tests(module))))
                .isEmpty();
    }

    @Test
    void whatNobodyDeclaredIsReported() {
        assertThat(problems(LEFT, Map.of()))
                .satisfiesExactly(
                        line -> assertThat(line)
                                .startsWith("left uses ai.massgen:right, which it must not see: Method <" + FIXTURES
                                        + "left.Left.quoted("),
                        line -> assertThat(line)
                                .startsWith("left uses org.assertj:assertj-core, which it must not see:"));
    }

    @Test
    void whatIsNeededAtRunTimeOnlyIsNotCompiledAgainst() {
        assertThat(problems(LEFT.compile(ASSERTJ).runtime(List.of(RIGHT.id())), Map.of()))
                .singleElement()
                .asString()
                .startsWith("left uses ai.massgen:right, which it must not see");
    }

    @Test
    void aLibraryThatIsNotInTheCensusIsReported() {
        House withoutLibraries = new House(List.of(LEFT, RIGHT), Map.of(), Map.of(), Map.of(), Set.of());

        assertThat(new GraphLaw(withoutLibraries).main(LEFT.compile(RIGHT.id()), Compiled.fixtures("graph.left")))
                .singleElement()
                .asString()
                .contains("left uses an unknown library", "org.assertj.core.util.Strings");
    }

    @Test
    void whatIsDeclaredAndNotUsedIsReported() {
        assertThat(new GraphLaw(house(Map.of())).main(RIGHT.compile(ASSERTJ), Compiled.fixtures("graph.right")))
                .containsExactly("right does not use org.assertj:assertj-core: remove it from the pom and the census");
    }

    @Test
    void whatIsIdleForAReasonIsReportedOnlyWhenItIsUsed() {
        HouseModule left = LEFT.compile(ASSERTJ, RIGHT.id());

        assertThat(problems(left, Map.of())).isEmpty();
        assertThat(problems(left, Map.of("left -> " + ASSERTJ, "later")))
                .containsExactly("left uses org.assertj:assertj-core now: take it off the list of idle dependencies");
        assertThat(new GraphLaw(house(Map.of("right -> " + ASSERTJ, "later")))
                        .main(RIGHT.compile(ASSERTJ), Compiled.fixtures("graph.right")))
                .isEmpty();
    }

    @Test
    void aTestMayUseWhatIsDeclaredForTestsAndNeedNotUseIt() {
        Stream<String> problems = new GraphLaw(house(Map.of()))
                .tests(LEFT.test(List.of(ASSERTJ, RIGHT.id(), "com.acme:unused")), Compiled.fixtures("graph.left"));

        assertThat(problems).isEmpty();
    }

    private static List<String> problems(HouseModule left, Map<String, String> idle) {
        return new GraphLaw(house(idle))
                .main(left, Compiled.fixtures("graph.left"))
                .toList();
    }

    private static House house(Map<String, String> idle) {
        return new House(List.of(LEFT, RIGHT), Map.of(ASSERTJ, "org.assertj"), Map.of(), idle, Set.of());
    }
}
