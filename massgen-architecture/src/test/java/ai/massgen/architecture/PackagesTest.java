package ai.massgen.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.architecture.HouseModule.Kind;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Packages: whose they are, what they see of each other, what is said about null in them. */
class PackagesTest {
    private static final String FIXTURES = "ai.massgen.architecture.fixtures.";

    @Test
    void theCodeOfAModuleLiesInItsPackage() {
        assertThat(Census.HOUSE.withCode().stream()
                        .flatMap(module -> Stream.of(Compiled.main(module), Compiled.tests(module))
                                .flatMap(classes -> PackageLaws.strays(module, classes))))
                .isEmpty();
    }

    @Test
    void aClassOutsideThePackageOfItsModuleIsReported() {
        HouseModule left = HouseModule.of("left", FIXTURES + "graph.left", Kind.LIBRARY);

        assertThat(PackageLaws.strays(left, Compiled.fixtures("graph")))
                .containsExactly(
                        FIXTURES + "graph.right.Right does not lie in " + FIXTURES + "graph.left, the package of left");
    }

    @Test
    void packagesDoNotNeedEachOther() {
        assertThat(Census.HOUSE.withCode().stream().flatMap(module -> cycles(Compiled.main(module))))
                .isEmpty();
    }

    @Test
    void packagesThatNeedEachOtherAreReported() {
        assertThat(cycles(Compiled.fixtures("cycle")))
                .singleElement()
                .asString()
                .contains(
                        "Cycle detected",
                        FIXTURES + "cycle.a",
                        "-> ",
                        FIXTURES + "cycle.b",
                        "(Hen.java:",
                        "(Egg.java:");
    }

    @Test
    void aPackageAndOneBelowItNeedEachOtherLikeAnyTwo() {
        assertThat(cycles(Compiled.fixtures("nested"))).hasSize(1);
    }

    @Test
    void everyPackageIsNullMarked() {
        assertThat(Census.HOUSE.withCode().stream().flatMap(module -> PackageLaws.unmarked(Compiled.main(module))))
                .isEmpty();
    }

    @Test
    void aPackageThatSaysNothingAboutNullIsReported() {
        assertThat(PackageLaws.unmarked(Compiled.fixtures("cycle")))
                .containsExactly(FIXTURES + "cycle.b is not marked: add a package-info.java with @NullMarked");
    }

    private static Stream<String> cycles(JavaClasses classes) {
        return PackageLaws.NO_CYCLES.evaluate(classes).getFailureReport().getDetails().stream();
    }
}
