package ai.massgen.testkit.backend;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.Spi;
import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendException.Kind;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.Model;
import ai.massgen.testkit.rules.SettingsRules;
import java.lang.reflect.Modifier;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * The rules that every {@link Backend} keeps. Inherit it in a test class of the backend's module; JUnit Jupiter runs the
 * rules as its tests. A backend that speaks server-sent events over HTTP inherits {@link WireBackendContract} instead,
 * which knows many more.
 *
 * <pre>{@code
 * class ParrotContractTest extends BackendContract<ParrotConfig> {
 *     @Override
 *     protected Backend<ParrotConfig> backend() {
 *         return new ParrotBackend();
 *     }
 *
 *     @Override
 *     protected Optional<ParrotConfig> playing(Scene scene) {
 *         return Optional.of(new ParrotConfig(scene));
 *     }
 * }
 * }</pre>
 *
 * <p>A rule about a scene that the backend cannot be made to play is skipped with a reason. {@link Scene#TEXT} cannot be
 * skipped, and neither can the scenes of the tools that the backend declares.
 *
 * @param <C> the record of the backend's settings
 */
public abstract class BackendContract<C extends Record> extends CallRules<C> {
    /** For subclasses. */
    protected BackendContract() {}

    /**
     * Other settings with which the backend has other capabilities. Each is a change of the settings of a scene.
     *
     * @return the changes by a few words on what is different, possibly none
     */
    protected Map<String, UnaryOperator<C>> variants() {
        return Map.of();
    }

    /**
     * Copies settings with another value of one component, for {@link #variants}.
     *
     * @param config the settings
     * @param component the name of the record's component
     * @param value the value, wrapped into an Optional if the component is one
     * @param <C> the record of the settings
     * @return the copy
     */
    protected static <C extends Record> C with(C config, String component, Object value) {
        return Records.with(config, component, value);
    }

    @Test
    void theServiceLoaderFindsIt() throws Exception {
        Class<?> type = backend().getClass();
        assertThat(ServiceLoader.load(Backend.class).stream().map(ServiceLoader.Provider::type))
                .as("META-INF/services/ai.massgen.api.backend.Backend lists the class")
                .contains(type.asSubclass(Backend.class));
        assertThat(Modifier.isPublic(type.getModifiers()) && Modifier.isFinal(type.getModifiers()))
                .as("%s is public and final", type)
                .isTrue();
        assertThat(Modifier.isPublic(type.getConstructor().getModifiers())).isTrue();
    }

    @Test
    void itsNameIsOneThatUsersCanWrite() {
        assertThat(backend().name())
                .matches("[a-z][a-z0-9-]*")
                .isEqualTo(backend().name());
        assertThat(backend().secretNames())
                .doesNotHaveDuplicates()
                .allSatisfy(name -> assertThat(name).matches("[A-Z][A-Z0-9_]*"));
    }

    @Test
    void itIsBuiltForThisLevelOfTheSpi() {
        assertThat(backend().spiLevel()).isEqualTo(Spi.LEVEL);
    }

    @Test
    void itsSettingsCanBeBoundAndExplained() {
        assertThat(SettingsRules.violations(backend().configType())).isEmpty();
        assertThat(required(Scene.TEXT)).isInstanceOf(backend().configType());
    }

    @TestFactory
    Stream<DynamicTest> everyCapabilityIsTrueBothWays() {
        Map<String, UnaryOperator<C>> all = new LinkedHashMap<>();
        all.put("settings as they are", UnaryOperator.identity());
        all.putAll(variants());
        return all.entrySet().stream().flatMap(variant -> capabilityTests(variant.getKey(), variant.getValue()));
    }

    private Stream<DynamicTest> capabilityTests(String variant, UnaryOperator<C> change) {
        Set<Capability> declared = backend().capabilities(change.apply(required(Scene.TEXT)));
        assertThat(declared.contains(Capability.PARALLEL_TOOL_CALLS) && !declared.contains(Capability.TOOLS))
                .as("parallel tool calls need tools: %s", declared)
                .isFalse();
        return Stream.of(Capability.values())
                .filter(capability -> declared.contains(capability) || isAskedFor(capability))
                .map(capability -> declared.contains(capability)
                        ? DynamicTest.dynamicTest(
                                variant + ": " + capability + " works", () -> assertWorks(change, capability))
                        : DynamicTest.dynamicTest(
                                variant + ": " + capability + " is refused",
                                () -> assertRefused(change.apply(required(Scene.TEXT)), capability)));
    }

    /** No request can ask for parallel calls, so none can be refused for it. */
    private static boolean isAskedFor(Capability capability) {
        return capability != Capability.PARALLEL_TOOL_CALLS;
    }

    private void assertWorks(UnaryOperator<C> change, Capability capability) throws InterruptedException {
        Scene scene = switch (capability) {
            case TOOLS -> Scene.TOOL_CALL;
            case PARALLEL_TOOL_CALLS -> Scene.PARALLEL_TOOL_CALLS;
            case IMAGES,
                    DOCUMENTS,
                    TEMPERATURE,
                    SEED,
                    MAX_OUTPUT_TOKENS,
                    STRUCTURED_OUTPUT,
                    WEB_SEARCH,
                    CODE_EXECUTION,
                    FILE_SEARCH,
                    URL_CONTEXT -> Scene.TEXT;
        };
        try (Model model = open(change.apply(required(scene)))) {
            Heard.ask(model, Requests.using(capability)).assertIs(scene);
        }
    }

    private void assertRefused(C config, Capability capability) throws InterruptedException {
        try (Model model = open(config)) {
            Heard refused = Heard.ask(model, Requests.using(capability));
            assertThat(refused.kind()).isEqualTo(Kind.INVALID_REQUEST);
            assertThat(refused.deltas()).isEmpty();
            assertNothingWasSent();
            Heard.ask(model, Requests.plain().build()).assertIs(Scene.TEXT);
        }
    }
}
