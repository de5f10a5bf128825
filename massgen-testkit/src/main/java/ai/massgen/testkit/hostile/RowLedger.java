package ai.massgen.testkit.hostile;

import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.AfterTestExecutionCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Writes one line for each run of a test that carries {@link Row}: id, runtime, class, method, outcome, what was seen,
 * separated by tabs. One file for each test class in {@code target/hostile}, begun anew with each JVM.
 */
final class RowLedger implements AfterTestExecutionCallback, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(RowLedger.class);
    private static final Path FOLDER = Path.of("target", "hostile");
    private static final Pattern RUNTIME = Pattern.compile("\\b(RUNC|GVISOR|PODMAN|ROOTLESS)\\b");

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Observed.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return context.getStore(NAMESPACE).computeIfAbsent(Observed.class, key -> new Observed(), Observed.class);
    }

    @Override
    public void afterTestExecution(ExtensionContext context) throws IOException {
        Method method = context.getRequiredTestMethod();
        Observed observed = context.getStore(NAMESPACE).get(Observed.class, Observed.class);
        String outcome = context.getExecutionException().isEmpty() ? "held" : "failed";
        List<String> lines = lines(context);
        for (String id : method.getAnnotation(Row.class).value()) {
            lines.add(String.join(
                    "\t",
                    id,
                    runtime(context),
                    method.getDeclaringClass().getSimpleName(),
                    method.getName(),
                    outcome,
                    observed == null ? "" : observed.text().replaceAll("\\p{Cntrl}+", " ")));
        }
        Files.createDirectories(FOLDER);
        Files.write(FOLDER.resolve(context.getRequiredTestClass().getName() + ".tsv"), lines);
    }

    @SuppressWarnings("unchecked") // only this class puts something there
    private static List<String> lines(ExtensionContext context) {
        return context.getRoot()
                .getStore(NAMESPACE)
                .computeIfAbsent(context.getRequiredTestClass(), key -> new ArrayList<String>(), List.class);
    }

    /** The parameter of the test or of its class; an engine's default otherwise, by the tags {@code engine}, {@code podman} and {@code rootless}; none where no engine is asked. */
    private static String runtime(ExtensionContext context) {
        for (Optional<ExtensionContext> each = Optional.of(context);
                each.isPresent();
                each = each.get().getParent()) {
            Matcher matcher = RUNTIME.matcher(each.get().getDisplayName());
            if (matcher.find()) {
                return matcher.group(1);
            }
        }
        Set<String> tags = context.getTags();
        if (!tags.contains("engine")) {
            return "-";
        }
        return tags.contains("rootless") ? "ROOTLESS" : tags.contains("podman") ? "PODMAN" : "RUNC";
    }
}
