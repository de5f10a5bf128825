package ai.massgen.core.config;

import ai.massgen.core.config.Node.Kind;
import ai.massgen.core.config.RecordShape.BrokenRecord;
import java.util.Map;
import java.util.Optional;

/** Reads defaults, which a plugin's author wrote in YAML notation. */
final class Fallback {
    private static final Place NOWHERE = new Place("@Default", 0, 0);

    private Fallback() {}

    /** The default as a value of the component's shape, not wrapped in an Optional. */
    static Object bind(Component component) {
        String text = component.fallback().orElseThrow();
        Problems problems = new Problems();
        Optional<Node> node = node(component.shape(), text, problems);
        Environment nothing = new Environment(Map.of());
        Object value = node.map(each ->
                        new Binder(nothing, NoPlugins.INSTANCE, problems).bind(component.shape(), Spot.root(each)))
                .orElse(null);
        if (value == null) {
            throw new BrokenRecord(
                    component.java().getDeclaringRecord(),
                    component.java().getName(),
                    "has the default '" + text + "', which is not " + component.shape());
        }
        return value;
    }

    /** A text is taken as it stands: {@code @Default("1")} of a String is the text 1. */
    private static Optional<Node> node(Shape shape, String text, Problems problems) {
        return shape instanceof Shape.Value value && !value.type().bare()
                ? Optional.of(new Node.Scalar(NOWHERE, Kind.TEXT, text))
                : YamlTree.read(NOWHERE.source(), text, problems);
    }
}
