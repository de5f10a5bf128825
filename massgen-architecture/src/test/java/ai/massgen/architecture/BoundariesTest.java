package ai.massgen.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.lang.ArchRule;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What stays out of where: the API, the pure packages, the inside of the engine. */
class BoundariesTest {
    private static final String FIXTURES = "ai.massgen.architecture.fixtures.";
    private static final HouseModule API = Census.HOUSE.module("massgen-api");
    private static final HouseModule CORE = Census.HOUSE.module("massgen-core");
    private static final String PROTOCOL = "ai.massgen.core.protocol";
    private static final String PROMPT = "ai.massgen.core.prompt";

    @Test
    void theApiNeedsTheBaseOfTheJdkOnly() {
        needsBaseOnly(API.root()).check(Compiled.main(API));
    }

    @Test
    void anApiThatNeedsMoreIsReported() {
        assertThat(needsBaseOnly(FIXTURES + "api")
                        .evaluate(Compiled.fixtures("api"))
                        .getFailureReport()
                        .getDetails())
                .allSatisfy(line -> assertThat(line).contains("(Greedy.java:"))
                .anySatisfy(line -> assertThat(line).contains("api.Greedy.log", "java.util.logging.Logger"))
                .anySatisfy(line -> assertThat(line).contains("api.Greedy.quote", "org.assertj.core.util.Strings"));
    }

    @Test
    void theProtocolIsPure() {
        assertThat(new PurityLaw(Set.of(PROTOCOL)).problems(in(PROTOCOL))).isEmpty();
    }

    @Test
    void promptsArePure() {
        assertThat(new PurityLaw(Set.of(PROMPT, PROTOCOL, API.root(), API.root() + ".message")).problems(in(PROMPT)))
                .isEmpty();
    }

    @Test
    void codeThatDependsOnMoreThanItsArgumentsIsReported() {
        String own = FIXTURES + "pure";

        assertThat(new PurityLaw(Set.of(own)).problems(Compiled.fixtures("pure")))
                .allSatisfy(line -> assertThat(line).contains("(Dreamer.java:"))
                .extracting(line -> line.replaceAll("^.*\\.Dreamer\\.(\\w+)\\(.*$", "$1"))
                .hasSizeGreaterThan(9)
                .containsOnly("now", "wait", "read", "chance", "dice", "order", "table", "parallel", "locale", "text");
    }

    @Test
    void codeThatMayUseAPackageMayNotUseOneBelowIt() {
        assertThat(new PurityLaw(Set.of(FIXTURES + "nested"))
                        .problems(Compiled.fixtures("nested").that(lieIn(FIXTURES + "nested"))))
                .isNotEmpty()
                .allSatisfy(line -> assertThat(line).contains("nested.inner.Inner", "pure code must not use it"));
    }

    /** The command line shows what models and servers say, with the engine's own means against hostile text. */
    @Test
    void theCommandLineSeesTheFaceOfTheEngineAndItsEscapesOnly() {
        Set<String> seen = Stream.concat(Surface.CORE.stream(), Stream.of("ai.massgen.core.text"))
                .collect(Collectors.toSet());

        assertThat(Census.HOUSE.withCode().stream()
                        .filter(module -> module.name().equals("massgen-cli"))
                        .flatMap(module ->
                                new VisibilityLaw(CORE.root(), seen).problems(Compiled.main(module)).stream()))
                .isEmpty();
    }

    @Test
    void theExamplesSeeTheFaceOfTheEngineOnly() {
        JavaClasses examples = Compiled.main(Census.HOUSE.module("massgen-examples"));

        assertThat(new VisibilityLaw(CORE.root(), Surface.CORE).problems(examples))
                .isEmpty();
    }

    @Test
    void whoLooksBehindAFaceIsReported() {
        String outer = FIXTURES + "nested";

        assertThat(new VisibilityLaw(outer, Set.of(outer)).problems(Compiled.fixtures("peeping")))
                .singleElement()
                .asString()
                .contains("peeping.Peeper", "nested.inner.Inner", "it sees the inside of " + outer);
    }

    private static ArchRule needsBaseOnly(String root) {
        return classes()
                .should()
                .onlyDependOnClassesThat(DescribedPredicate.describe(
                        "lie in " + root + " or java.base, or say something about null",
                        type -> isBase(root, type.getBaseComponentType())));
    }

    private static boolean isBase(String root, JavaClass type) {
        String name = type.getName();
        return type.isPrimitive()
                || name.startsWith(root + ".")
                || name.startsWith("org.jspecify.annotations.")
                || Jdk.module(name).filter("java.base"::equals).isPresent();
    }

    private static JavaClasses in(String packageName) {
        JavaClasses found = Compiled.main(CORE).that(lieIn(packageName));
        assertThat(found).as("classes in " + packageName).isNotEmpty();
        return found;
    }

    private static DescribedPredicate<JavaClass> lieIn(String packageName) {
        return DescribedPredicate.describe(
                "lie in " + packageName, type -> type.getPackageName().equals(packageName));
    }
}
