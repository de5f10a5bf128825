package ai.massgen.testkit.backend;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectMethod;

import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** Runs rules of a contract and tells which fail. */
final class Rules {
    private Rules() {}

    /** The failures of one rule, empty if all its cases pass or are skipped. */
    static List<Throwable> failing(Class<?> contract, String rule) {
        Method method = methods(contract)
                .filter(each -> each.getName().equals(rule))
                .findFirst()
                .orElseThrow(() -> new AssertionError("there is no rule " + rule));
        LauncherDiscoveryRequest request = LauncherDiscoveryRequestBuilder.request()
                .selectors(selectMethod(contract, method))
                .build();
        SummaryGeneratingListener summary = new SummaryGeneratingListener();
        LauncherFactory.create().execute(request, summary);
        return summary.getSummary().getFailures().stream()
                .map(failure -> failure.getException())
                .toList();
    }

    static Set<String> names(Class<?> contract) {
        return methods(contract).map(Method::getName).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Stream<Method> methods(Class<?> contract) {
        return Stream.<Class<?>>iterate(contract, type -> type != null, Class::getSuperclass)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> method.isAnnotationPresent(Test.class)
                        || method.isAnnotationPresent(TestFactory.class)
                        || method.isAnnotationPresent(ParameterizedTest.class));
    }
}
