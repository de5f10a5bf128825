package ai.massgen.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What others compile against: it is written down, it is small, and it shows nothing of the inside. */
class SurfaceTest {
    private static final String FIXTURES = "ai.massgen.architecture.fixtures.";
    private static final boolean UPDATE = Boolean.getBoolean("api.update");

    @TempDir
    private Path folder;

    @Test
    void theSurfaceOfTheApiIsWrittenDown() {
        new Printout(Checkout.ROOT.resolve("massgen-api/api.txt")).check(api().print(), UPDATE);
    }

    @Test
    void theSurfaceOfTheEngineIsWrittenDown() {
        new Printout(Checkout.ROOT.resolve("massgen-core/api.txt")).check(core().print(), UPDATE);
    }

    @Test
    void theApiIsSmall() {
        assertThat(api().topLevel()).hasSizeLessThanOrEqualTo(60);
    }

    @Test
    void theFaceOfTheEngineIsSmall() {
        assertThat(core().topLevel().stream()
                        .filter(type -> type.getPackageName().equals("ai.massgen.core")))
                .hasSizeLessThanOrEqualTo(12);
    }

    @Test
    void theApiConsistsOfItsPackages() {
        assertThat(Compiled.main(Census.HOUSE.module("massgen-api")).stream().map(JavaClass::getPackageName))
                .as("a new package of the API belongs into Surface.API")
                .isSubsetOf(Surface.API);
    }

    @Test
    void theApiShowsNothingButItselfAndTheJdk() {
        assertThat(api().leaks(Set.of())).isEmpty();
    }

    @Test
    void theEngineShowsNothingButItsFaceAndTheApi() {
        assertThat(core().leaks(Surface.API)).isEmpty();
    }

    @Test
    void whatShowsTheInsideIsReported() {
        Surface porous = Surface.of(Set.of(FIXTURES + "leaks"), Compiled.fixtures("leaks"));

        assertThat(porous.leaks(Set.of()))
                .extracting(line -> line.replace(FIXTURES, "").replaceFirst("^leaks\\.", ""))
                .contains(
                        "Porous shows leaks.inside.Inner in: protected final java.util.Optional<leaks.inside.Inner> field",
                        "Porous shows leaks.Closed in: leaks.Closed result()",
                        "Porous shows leaks.inside.Inner$Failure in: void failure() throws leaks.inside.Inner.Failure",
                        "Porous shows leaks.inside.Inner in: void parameter(java.util.List<? super leaks.inside.Inner[]>)",
                        "Porous shows org.assertj.core.api.Condition in: org.assertj.core.api.Condition<String> library()",
                        "Porous$Component shows leaks.inside.Inner in: record leaks.Porous.Component(leaks.inside.Inner"
                                + " inner)")
                .anySatisfy(line -> assertThat(line)
                        .contains("shows leaks.Closed in: class leaks.Porous<T extends leaks.inside.Inner> extends"))
                .noneSatisfy(line -> assertThat(line).contains("notSeen"));
        assertThat(porous.leaks(Set.of(FIXTURES + "leaks.inside")))
                .noneSatisfy(line -> assertThat(line).contains("shows ai.massgen.architecture.fixtures.leaks.inside"));
    }

    @Test
    void aPackageWithoutPublicTypesIsNoSurface() {
        assertThatThrownBy(() -> Surface.of(Set.of(FIXTURES + "typo"), Compiled.fixtures("surface")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("no public type in " + FIXTURES + "typo");
    }

    @Test
    void everythingThatOthersSeeIsPrinted() {
        assertThat(Surface.of(Set.of(FIXTURES + "surface"), Compiled.fixtures("surface"))
                        .print()
                        .replace(FIXTURES, ""))
                .isEqualTo("""

                        @NullMarked package surface

                        @Retention(RUNTIME) @Target(METHOD, TYPE) @interface surface.Marked
                            abstract String[] value() default {"a", "b"}

                        sealed interface surface.Shape<T extends Comparable<? super T>> extends java.io.Closeable permits Round, Square
                            static final String NAME = "a \\"shape\\""
                            abstract <E extends Exception> @Nullable T area(java.util.Map<String, ? extends java.util.List<T>>, int @Nullable []) \
                        throws E, java.io.IOException
                            default boolean isFlat(@Nullable String...)
                            static surface.Shape<Integer> square(int)

                        final class surface.Shape.Blob
                            @Deprecated static int size()

                        enum surface.Shape.Color
                            constant RED
                            constant BLUE

                        abstract class surface.Shape.Round implements surface.Shape<Double>
                            protected final double radius
                            protected new(double)
                            final java.util.Comparator<surface.Shape.Round> order()
                            protected abstract double radius()

                        record surface.Shape.Square(int side, @Nullable String name) implements surface.Shape<Integer>
                            static final long LARGEST = 1099511627776
                            new(int)
                            <E extends Exception> Integer area(java.util.Map<String, ? extends java.util.List<Integer>>, int @Nullable [])
                            void close()

                        @FunctionalInterface interface surface.Step
                            abstract void run() throws InterruptedException
                        """);
    }

    @Test
    void aChangeIsReportedUnderItsType() {
        String before = "package a\n\nrecord a.B(int c)\n    void d()\n\nclass a.E\n    void d()\n";
        String now = "package a\n\nrecord a.B(long c)\n    void d()\n\nclass a.E\n    void d()\n    void f()\n";

        assertThat(Printout.differences(before, now).lines())
                .containsExactly(
                        "", "  a.B", "    - record a.B(int c)", "    + record a.B(long c)", "  a.E", "    + void f()");
        assertThat(Printout.differences(
                        "enum a.A\n    constant B\n    constant C\n", "enum a.A\n    constant C\n    constant B\n"))
                .contains("the same lines in another order");
    }

    @Test
    void anUnannouncedChangeFailsAndTellsWhatToDo() throws IOException {
        Printout printout = new Printout(folder.resolve("api.txt"));
        printout.check("class a.B\n    void c()\n", true);

        assertThatCode(() -> printout.check("class a.B\n    void c()\n", false)).doesNotThrowAnyException();
        assertThatThrownBy(() -> printout.check("class a.B\n    int c()\n", false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll(
                        "api.txt", "- void c()", "+ int c()", "docs/versioning.md", "-Dapi.update=true");
        assertThat(Files.readString(folder.resolve("api.txt"))).endsWith("class a.B\n    void c()\n");
    }

    @Test
    void aMissingFileIsAChangeToo() {
        assertThatThrownBy(() -> new Printout(folder.resolve("none.txt")).check("class a.B\n", false))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("+ class a.B");
    }

    private static Surface api() {
        return Surface.of(Surface.API, Compiled.main(Census.HOUSE.module("massgen-api")));
    }

    private static Surface core() {
        return Surface.of(Surface.CORE, Compiled.main(Census.HOUSE.module("massgen-core")));
    }
}
