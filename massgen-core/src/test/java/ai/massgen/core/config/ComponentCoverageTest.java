package ai.massgen.core.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** No key of the configuration, and none of the test plugins, goes without a sample that uses it. */
class ComponentCoverageTest {
    private final Set<String> all = new TreeSet<>();
    private final Set<String> used = new TreeSet<>();

    @Test
    void everyComponentIsUsedByAGoodSample() {
        RecordShape root = RecordShape.of(MassGenConfig.class);
        list(root);
        TestPlugins.STANDARD.backendNames().forEach(name -> list(backend(name)));
        TestPlugins.STANDARD.sandboxNames().forEach(name -> list(sandbox(name)));
        Samples.of("good.yaml").forEach(yaml -> use(root, Samples.node(yaml)));
        assertThat(used).isEqualTo(all).hasSizeGreaterThan(90);
    }

    private static RecordShape backend(String name) {
        return RecordShape.ofBackend(TestPlugins.STANDARD.backendRecord(name));
    }

    private static RecordShape sandbox(String name) {
        return RecordShape.of(TestPlugins.STANDARD.sandboxRecord(name));
    }

    private static String name(RecordShape shape, Component component) {
        return shape.java().getSimpleName() + "." + component.key();
    }

    private void list(RecordShape shape) {
        shape.components().forEach(each -> {
            all.add(name(shape, each));
            list(each.shape());
        });
    }

    private void list(Shape shape) {
        switch (shape) {
            case Shape.Section section -> list(section.record());
            case Shape.Items items -> list(items.element());
            case Shape.Entries entries -> list(entries.value());
            case Shape.Value value -> {}
            case Shape.Free free -> {}
            case Shape.Plugin plugin -> {}
        }
    }

    private void use(RecordShape shape, Node node) {
        values(node).forEach((key, entry) -> {
            Optional<Component> component = shape.component(key);
            component.filter(each -> !entry.value().nothing()).ifPresent(each -> {
                used.add(name(shape, each));
                use(each.shape(), entry.value());
            });
            if (component.isEmpty() && shape.sections()) {
                use(sandbox(key), entry.value());
            }
        });
    }

    private void use(Shape shape, Node node) {
        switch (shape) {
            case Shape.Section section -> use(section.record(), node);
            case Shape.Items items -> elements(node).forEach(each -> use(items.element(), each));
            case Shape.Entries entries -> values(node).values().forEach(each -> use(entries.value(), each.value()));
            case Shape.Plugin plugin -> usePlugin(node);
            case Shape.Value value -> {}
            case Shape.Free free -> {}
        }
    }

    private void usePlugin(Node node) {
        Optional.ofNullable(values(node).get(RecordShape.TYPE))
                .map(type -> type.value() instanceof Node.Scalar scalar ? scalar.text() : null)
                .filter(name -> Environment.reference(name).isEmpty())
                .ifPresent(name -> use(backend(name), node));
    }

    private static List<Node> elements(Node node) {
        return node instanceof Node.Items items ? items.nodes() : List.of();
    }

    private static Map<String, Node.Entry> values(Node node) {
        return node instanceof Node.Entries entries ? entries.entries() : Map.of();
    }
}
