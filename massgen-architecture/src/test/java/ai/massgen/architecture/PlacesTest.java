package ai.massgen.architecture;

import static ai.massgen.testkit.rules.RestrictedCall.END_THE_PROGRAM;
import static ai.massgen.testkit.rules.RestrictedCall.LOAD_SERVICES;
import static ai.massgen.testkit.rules.RestrictedCall.PRINT;
import static ai.massgen.testkit.rules.RestrictedCall.READ_THE_ENVIRONMENT;
import static ai.massgen.testkit.rules.RestrictedCall.REVEAL_SECRETS;
import static ai.massgen.testkit.rules.RestrictedCall.SLEEP;
import static ai.massgen.testkit.rules.RestrictedCall.START_PROCESSES;
import static ai.massgen.testkit.rules.RestrictedCall.START_THREADS;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.testkit.rules.RestrictedCall;
import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import java.net.http.HttpClient;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done in few places only. The fixture does all of it. */
class PlacesTest {
    private static final String FIXTURE = "ai.massgen.architecture.fixtures.places.";

    /**
     * Where what is shipped does what: a class, or a package with all below, and the class whose members it calls there.
     * The watchdog is a program of its own, with one thread that ends it.
     * The testkit has threads of its own because it cannot see the toolkit, whose tests use it; it looks for plugins and
     * reveals secrets to see that those of a plugin are found and do not leak; it starts programs that are killed, and a registry.
     */
    private static final Map<RestrictedCall, Map<String, String>> PLACES = Map.of(
            START_THREADS,
            Map.of(
                    "ai.massgen.core.task", "java.lang.Thread",
                    "ai.massgen.toolkit.io", "java.lang.Thread",
                    "ai.massgen.core.event.EventStream", "java.util.concurrent.SubmissionPublisher",
                    "ai.massgen.cli.Lines", "java.lang.Thread",
                    "ai.massgen.toolkit.io.BlockingCalls", "java.util.concurrent.ThreadPoolExecutor",
                    "ai.massgen.toolkit.http.ProviderClient", "java.net.http.HttpClient$Builder",
                    "ai.massgen.toolkit.container.WatchdogMain", "java.lang.Thread",
                    "ai.massgen.testkit", "java.lang.Thread"),
            LOAD_SERVICES,
            Map.of(
                    "ai.massgen.core.provider", "java.util.ServiceLoader",
                    "ai.massgen.testkit.backend.BackendContract", "java.util.ServiceLoader"),
            PRINT,
            Map.of("ai.massgen.examples", "java.lang.System", "ai.massgen.testkit.hostile.Victim", "java.lang.System"),
            END_THE_PROGRAM,
            Map.of(
                    "ai.massgen.cli.Main",
                    "java.lang.System",
                    "ai.massgen.cli.Signals",
                    "java.lang.Runtime",
                    "ai.massgen.toolkit.container.WatchdogMain",
                    "java.lang.Runtime"),
            READ_THE_ENVIRONMENT,
            Map.of(
                    "ai.massgen.core.MassGen", "java.lang.System",
                    "ai.massgen.cli.SystemTerminal", "java.lang.System",
                    "ai.massgen.testkit.engine", "java.lang.System",
                    "ai.massgen.testkit.registry.LocalRegistry", "java.lang.System",
                    "ai.massgen.testkit.wire.Aimock", "java.lang.System"),
            START_PROCESSES,
            Map.of(
                    "ai.massgen.sandbox.host.Launch",
                    "java.lang.ProcessBuilder",
                    "ai.massgen.cli",
                    "java.lang.ProcessBuilder",
                    "ai.massgen.toolkit.container.ContainerWatchdog",
                    "java.lang.ProcessBuilder",
                    "ai.massgen.toolkit.container.SshConnector",
                    "java.lang.ProcessBuilder",
                    "ai.massgen.sandbox.docker.RegistryLogin",
                    "java.lang.ProcessBuilder",
                    "ai.massgen.testkit.wire.Aimock",
                    "java.lang.ProcessBuilder",
                    "ai.massgen.testkit.registry.LocalRegistry",
                    "java.lang.ProcessBuilder",
                    "ai.massgen.testkit.hostile",
                    "java.lang.ProcessBuilder"),
            REVEAL_SECRETS,
            Map.of(
                    "ai.massgen.core.mcp.HttpAccess", "ai.massgen.api.config.Secret",
                    "ai.massgen.toolkit.http", "ai.massgen.api.config.Secret",
                    "ai.massgen.toolkit.container.SecretInput", "ai.massgen.api.config.Secret",
                    "ai.massgen.sandbox.host.Launch", "ai.massgen.api.config.Secret",
                    "ai.massgen.testkit.backend", "ai.massgen.api.config.Secret"));

    private static final ArchRule HTTP_CLIENTS = classes()
            .that(call("build"))
            .should(ArchCondition.from(call("executor")))
            .because("a client gets its executor from the toolkit, or its tasks run on threads that nobody named");

    private static DescribedPredicate<JavaClass> call(String method) {
        return DescribedPredicate.describe(
                "call HttpClient.Builder." + method,
                type -> type.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(HttpClient.Builder.class)
                                && call.getName().equals(method)));
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "SLEEP")
    void isDoneOnlyInItsPlaces(RestrictedCall call) {
        Map<String, String> places = new TreeMap<>(PLACES.getOrDefault(call, Map.of()));
        places.keySet()
                .removeIf(place -> Census.HOUSE.withCode().stream().noneMatch(module -> module.owns(place + ".")));

        assertThat(new PlacesLaw(call, places).problems(Compiled.main())).isEmpty();
    }

    @Test
    void noTestWaitsForTimeToPass() {
        assertThat(new PlacesLaw(SLEEP, Map.of()).problems(Compiled.tests())).isEmpty();
    }

    @Test
    void clientsOfHttpRunOnThreadsOfTheToolkit() {
        HTTP_CLIENTS.check(Compiled.main());
    }

    @Test
    void anotherPlaceIsReported() {
        assertThat(new PlacesLaw(PRINT, Map.of(FIXTURE + "Printer", "java.lang.System"))
                        .problems(Compiled.fixtures("places")))
                .singleElement()
                .asString()
                .contains(FIXTURE + "Stray.complain()", "java.lang.System.err", "only the command line prints");
    }

    @Test
    void anotherCallInAKnownPlaceIsReported() {
        assertThat(new PlacesLaw(
                                START_THREADS,
                                Map.of(
                                        FIXTURE + "Client",
                                        "java.net.http.HttpClient$Builder",
                                        FIXTURE + "Stray",
                                        "java.lang.Thread"))
                        .problems(Compiled.fixtures("places")))
                .singleElement()
                .asString()
                .contains(FIXTURE + "Client.background()", "java.lang.Thread.ofVirtual()");
    }

    @Test
    void aPlaceThatIsNoLongerNeededIsReported() {
        assertThat(new PlacesLaw(
                                PRINT,
                                Map.of(
                                        FIXTURE.substring(0, FIXTURE.length() - 1),
                                        "java.lang.System",
                                        "com.acme",
                                        "java.lang.System"))
                        .problems(Compiled.fixtures("places")))
                .containsExactly("com.acme no longer needs java.lang.System to PRINT: take it off the list of places");
    }

    @Test
    void aClientOfHttpWithThreadsOfItsOwnIsReported() {
        assertThatThrownBy(() -> HTTP_CLIENTS.check(Compiled.fixtures("places")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining(FIXTURE + "Client")
                .hasMessageContaining("or its tasks run on threads that nobody named");
    }
}
