package ai.massgen.core.config;

import ai.massgen.core.config.RecordShape.BrokenRecord;
import java.util.stream.Stream;

/** Tells a plugin's author what is wrong with an annotation, instead of telling the plugin's users. */
final class ShapeCheck {
    private ShapeCheck() {}

    /**
     * Checks the bounds and the default of a component.
     *
     * @throws BrokenRecord if one cannot be read
     */
    static void check(Component component) {
        switch (component.shape()) {
            case Shape.Value value -> bounds(component, value.type(), value.bounds());
            case Shape.Items items -> bounds(component, Shape.Type.INT, items.size());
            case Shape.Entries entries -> bounds(component, Shape.Type.INT, entries.size());
            case Shape.Section section -> {}
            case Shape.Anything anything -> {}
            case Shape.Plugin plugin -> {}
        }
        if (component.fallback().isPresent()) {
            Fallback.bind(component);
        }
    }

    private static void bounds(Component component, Shape.Type type, Bounds bounds) {
        Stream.concat(bounds.min().stream(), bounds.max().stream()).forEach(text -> {
            try {
                Scalars.parse(measured(component, type), text);
            } catch (IllegalArgumentException | ArithmeticException e) {
                throw broken(component, "has the bound '" + text + "', which is not " + type.words());
            }
        });
    }

    private static Shape.Type measured(Component component, Shape.Type type) {
        return switch (type) {
            case INT, LONG, DOUBLE, DURATION, SIZE -> type;
            case TEXT, FLAG, CHOICE, URI, PATH, SECRET -> throw broken(component, "has a bound but cannot be measured");
        };
    }

    private static BrokenRecord broken(Component component, String why) {
        return new BrokenRecord(
                component.java().getDeclaringRecord(), component.java().getName(), why);
    }
}
