package ai.massgen.testkit.rules;

import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;

/**
 * The rules that a plugin follows, checked on its byte code and its service files:
 *
 * <pre>{@code
 * class FactsPluginTest {
 *     @TestFactory
 *     Stream<DynamicTest> thePluginFollowsTheRules() {
 *         return PluginRules.of(FactsBackend.class).libraries("com.fasterxml.jackson").tests();
 *     }
 * }
 * }</pre>
 *
 * <p>The plugin is what lies beside the service, in its package and below; tests and other plugins in the same module
 * are not looked at. The service is made with its public constructor and asked for its name and its settings, but not
 * opened. Immutable.
 */
public final class PluginRules {
    private static final Pattern PACKAGE = Pattern.compile("[a-z_][A-Za-z0-9_]*(\\.[a-z_][A-Za-z0-9_]*)*");

    private final Class<?> service;
    private final String root;
    private final Set<String> libraries;

    private PluginRules(Class<?> service, String root, Set<String> libraries) {
        this.service = service;
        this.root = root;
        this.libraries = libraries;
    }

    /**
     * The rules for the plugin that a service belongs to.
     *
     * @param service a class that implements {@link ai.massgen.api.backend.Backend} or
     *     {@link ai.massgen.api.sandbox.ToolSandbox}
     * @return rules for a plugin that uses no libraries
     * @throws IllegalArgumentException if the class implements neither
     */
    public static PluginRules of(Class<?> service) {
        if (PluginCode.SERVICES.stream().noneMatch(each -> each.isAssignableFrom(service))) {
            throw new IllegalArgumentException(
                    service.getName() + " implements neither Backend nor ToolSandbox: name the plugin's service");
        }
        return new PluginRules(service, service.getPackageName(), Set.of());
    }

    /**
     * Names the package that holds all of the plugin, if it is not the service's own.
     *
     * @param root a package; packages below it belong to the plugin too
     * @return rules for that package
     * @throws IllegalArgumentException if this is not a package's name
     */
    public PluginRules in(String root) {
        return new PluginRules(service, packageName(root), libraries);
    }

    /**
     * Names the libraries that the plugin may use besides massgen-api, massgen-plugin-toolkit and the JDK. One that it
     * does not use is a violation, so a mistyped name cannot go unnoticed.
     *
     * @param packages the packages of the libraries, such as {@code com.fasterxml.jackson}; packages below belong to them
     * @return rules with these libraries and no others
     * @throws IllegalArgumentException if one is not a package's name, for example a pattern
     */
    public PluginRules libraries(String... packages) {
        return new PluginRules(
                service,
                root,
                Set.copyOf(Stream.of(packages).map(PluginRules::packageName).toList()));
    }

    /**
     * Each rule as a test, for a method with {@link org.junit.jupiter.api.TestFactory}.
     *
     * @return the tests
     * @throws IllegalArgumentException if there are no classes
     */
    public Stream<DynamicTest> tests() {
        PluginCode code = PluginCode.of(service, root);
        return rules(libraries).stream().map(rule -> DynamicTest.dynamicTest(rule.says(), () -> rule.check(code)));
    }

    /**
     * Checks all rules.
     *
     * @throws AssertionError with every violation of every rule
     * @throws IllegalArgumentException if there are no classes
     */
    public void check() {
        PluginCode code = PluginCode.of(service, root);
        List<String> reports = rules(libraries).stream()
                .flatMap(rule -> Stream.of(rule.violations().apply(code))
                        .filter(found -> !found.isEmpty())
                        .map(rule::report))
                .toList();
        if (!reports.isEmpty()) {
            throw new AssertionError("the plugin in " + root + " breaks rules\n" + String.join("\n", reports));
        }
    }

    static List<PluginRule> rules(Set<String> libraries) {
        return List.of(
                new PluginRule(
                        "A plugin sees massgen-api, the toolkit and its own libraries only",
                        new DependencyRule(libraries)::violations),
                new PluginRule(
                        "The service files list the services, all of them and nothing else", ServiceRules::files),
                new PluginRule("A service can be made by the engine and keeps nothing", ServiceRules::form),
                new PluginRule("The SPI level is literal", ServiceRules::level),
                new PluginRule("A service has a name that users can write", SettingsRules::names),
                new PluginRule("Settings can be bound and explained", SettingsRules::settings),
                PluginRule.of("Secrets are Secret", CodeRules.secretsAreTyped()),
                PluginRule.of("Names say what a class is for", CodeRules.namesSayWhatAClassIsFor()),
                PluginRule.of("Threads start in the toolkit only", RestrictedCall.START_THREADS.forbidden()),
                PluginRule.of("A plugin looks for no services", RestrictedCall.LOAD_SERVICES.forbidden()),
                PluginRule.of("A plugin does not print", RestrictedCall.PRINT.forbidden()),
                PluginRule.of("A plugin does not end the program", RestrictedCall.END_THE_PROGRAM.forbidden()),
                PluginRule.of(
                        "A plugin reads variables through its context",
                        RestrictedCall.READ_THE_ENVIRONMENT.forbidden()));
    }

    private static String packageName(String name) {
        if (!PACKAGE.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "not a package: '" + name + "'; write it as in an import, without stars or dots at the end");
        }
        return name;
    }
}
