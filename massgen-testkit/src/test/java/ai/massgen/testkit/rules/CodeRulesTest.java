package ai.massgen.testkit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** For each rule about single classes, a class that breaks it. */
class CodeRulesTest {
    private static final String FIXTURES = "ai.massgen.testkit.rules.fixtures";
    private static final JavaClasses ALL = new ClassFileImporter().importPackages(FIXTURES);

    private static List<String> violations(ArchRule rule, String fixture) {
        return rule.evaluate(classes(fixture)).getFailureReport().getDetails();
    }

    private static JavaClasses classes(String fixture) {
        return ALL.that(JavaClass.Predicates.resideInAPackage(FIXTURES + "." + fixture + ".."));
    }

    @Test
    void secretsAsTextAreReported() {
        assertThat(violations(CodeRules.secretsAreTyped(), "secrets"))
                .allSatisfy(line -> assertThat(line)
                        .endsWith(" holds a secret as text: give it the type ai.massgen.api.config.Secret"))
                .extracting(line -> line.replaceAll("^ai.massgen.testkit.rules.fixtures.secrets.| holds.*", ""))
                .containsExactlyInAnyOrder(
                        "Leaky.apiKey",
                        "Leaky.secrets",
                        "Leaky$Account.password",
                        "Leaky.accessToken",
                        "Leaky$Settings.key");
    }

    @Test
    void namesThatSayNothingAreReported() {
        assertThat(violations(CodeRules.namesSayWhatAClassIsFor(), "names"))
                .allSatisfy(line -> assertThat(line).contains("has a name that says nothing: name it by its role"))
                .extracting(line -> line.replaceAll("^.*\\$| has.*", ""))
                .containsExactlyInAnyOrder(
                        "ThingImpl", "ThingManager", "ThingUtil", "ThingUtils", "ThingHelper", "BaseThing");
    }

    @Test
    void everyWayToStartAThreadIsReported() {
        List<String> violations = violations(RestrictedCall.START_THREADS.forbidden(), "threads");

        assertThat(violations)
                .extracting(line -> line.replaceAll("^[^<]*<[^>]*\\.threads\\.|\\(.*", ""))
                .containsExactlyInAnyOrder(
                        "Threads.subclass",
                        "Threads.start",
                        "Threads.virtual",
                        "Threads.platform",
                        "Threads.shortVirtual",
                        "Threads.reference",
                        "Threads.executor",
                        "Threads.pool",
                        "Threads.timer",
                        "Threads.async",
                        "Threads.timeout",
                        "Threads.parallelStream",
                        "Threads.parallel",
                        "Threads.parallelSort",
                        "Threads.exit",
                        "Threads.hook",
                        "Threads.client",
                        "Threads.watch",
                        "Worker.<init>");
        assertThat(violations)
                .allSatisfy(
                        line -> assertThat(line)
                                .containsPattern(
                                        "\\((Threads|Worker)\\.java:\\d+\\): .*ai\\.massgen\\.toolkit\\.io\\.BackgroundThread"));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "START_THREADS")
    void everyRestrictedCallIsReported(RestrictedCall call) {
        String kind = call.name().replace("_", "").toLowerCase(Locale.ROOT);
        Set<String> calling = classes("calls").stream()
                .flatMap(type -> type.getMethods().stream())
                .map(JavaMethod::getName)
                .filter(name -> name.toLowerCase(Locale.ROOT).startsWith(kind))
                .collect(Collectors.toSet());

        assertThat(violations(call.forbidden(), "calls"))
                .isNotEmpty()
                .extracting(line -> line.replaceAll("^[^<]*<[^>]*\\.Calls\\.|\\(.*", ""))
                .containsExactlyInAnyOrderElementsOf(calling);
    }

    static Stream<ArchRule> rules() {
        return Stream.concat(
                Stream.of(CodeRules.secretsAreTyped(), CodeRules.namesSayWhatAClassIsFor()),
                Stream.of(RestrictedCall.values()).map(RestrictedCall::forbidden));
    }

    @ParameterizedTest
    @MethodSource("rules")
    void noRulePassesWithoutClasses(ArchRule rule) {
        JavaClasses none = classes("there.is.no.such.package");

        assertThatThrownBy(() -> rule.check(none))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("failed to check any classes");
    }
}
