package ai.massgen.core.config;

import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import ai.massgen.api.config.OneOf;
import ai.massgen.core.config.RecordShape.BrokenRecord;
import java.lang.annotation.Annotation;
import java.util.Optional;

/** Tells a plugin's author what is wrong with an annotation, instead of telling the plugin's users. */
final class ShapeCheck {
    private ShapeCheck() {}

    /**
     * Checks the annotations and the default of a component. One that would say nothing is wrong too.
     *
     * @throws BrokenRecord if one cannot be read or has no meaning where it stands
     */
    static void check(Component component) {
        range(component);
        boolean texts = innermost(component.shape()) instanceof Shape.Value value && value.type() == Shape.Type.TEXT;
        if (has(component, OneOf.class) && !texts) {
            throw broken(component, "has choices but holds no texts");
        }
        if (has(component, Form.class) && !texts && !(component.shape() instanceof Shape.Entries)) {
            throw broken(component, "has a form but holds no texts");
        }
        if (component.fallback().isPresent()) {
            Fallback.bind(component);
        }
    }

    private static Shape innermost(Shape shape) {
        return switch (shape) {
            case Shape.Items items -> innermost(items.element());
            case Shape.Entries entries -> innermost(entries.value());
            case Shape.Value value -> value;
            case Shape.Free free -> free;
            case Shape.Section section -> section;
            case Shape.Plugin plugin -> plugin;
        };
    }

    private static void range(Component component) {
        switch (component.shape()) {
            case Shape.Value value -> range(component, value.type(), value.bounds());
            case Shape.Items items -> range(component, Shape.Type.INT, items.size());
            case Shape.Entries entries -> range(component, Shape.Type.INT, entries.size());
            case Shape.Free free -> unmeasured(component);
            case Shape.Section section -> unmeasured(component);
            case Shape.Plugin plugin -> unmeasured(component);
        }
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static void range(Component component, Shape.Type type, Bounds bounds) {
        Optional<Comparable> least = bounds.min().map(text -> bound(component, type, text));
        Optional<Comparable> most = bounds.max().map(text -> bound(component, type, text));
        if (least.isPresent() && most.isPresent() && least.get().compareTo(most.get()) > 0) {
            throw broken(component, "has a least value above its greatest: " + bounds.range());
        }
    }

    private static Comparable<?> bound(Component component, Shape.Type type, String text) {
        try {
            return switch (type) {
                case INT, LONG, DOUBLE, DURATION, SIZE -> Scalars.parse(type, text);
                case TEXT, FLAG, CHOICE, URI, PATH, SECRET -> throw unmeasured(component, text);
            };
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw broken(component, "has the bound '" + text + "', which is not " + type.words());
        }
    }

    private static void unmeasured(Component component) {
        if (has(component, Min.class) || has(component, Max.class)) {
            throw broken(component, "has a bound but cannot be measured");
        }
    }

    private static BrokenRecord unmeasured(Component component, String bound) {
        return broken(component, "has the bound '" + bound + "' but cannot be measured");
    }

    private static boolean has(Component component, Class<? extends Annotation> annotation) {
        return component.java().isAnnotationPresent(annotation);
    }

    private static BrokenRecord broken(Component component, String why) {
        return new BrokenRecord(
                component.java().getDeclaringRecord(), component.java().getName(), why);
    }
}
