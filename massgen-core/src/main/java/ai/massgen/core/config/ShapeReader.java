package ai.massgen.core.config;

import ai.massgen.api.Json;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import ai.massgen.api.config.OneOf;
import ai.massgen.api.config.Secret;
import ai.massgen.core.config.RecordShape.BrokenRecord;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads shapes off record classes, following the rules of {@link ai.massgen.api.config}. */
final class ShapeReader {
    private static final Map<Class<?>, Shape.Type> TYPES = Map.ofEntries(
            Map.entry(String.class, Shape.Type.TEXT),
            Map.entry(boolean.class, Shape.Type.FLAG),
            Map.entry(Boolean.class, Shape.Type.FLAG),
            Map.entry(int.class, Shape.Type.INT),
            Map.entry(Integer.class, Shape.Type.INT),
            Map.entry(long.class, Shape.Type.LONG),
            Map.entry(Long.class, Shape.Type.LONG),
            Map.entry(double.class, Shape.Type.DOUBLE),
            Map.entry(Double.class, Shape.Type.DOUBLE),
            Map.entry(URI.class, Shape.Type.URI),
            Map.entry(Path.class, Shape.Type.PATH),
            Map.entry(Duration.class, Shape.Type.DURATION),
            Map.entry(ByteSize.class, Shape.Type.SIZE),
            Map.entry(Secret.class, Shape.Type.SECRET));

    private final Deque<Class<?>> open = new ArrayDeque<>();

    RecordShape record(Class<? extends Record> java) {
        if (open.contains(java)) {
            throw new BrokenRecord(java, "?", "contains itself");
        }
        open.push(java);
        List<Component> components = new ArrayList<>();
        boolean sections = false;
        for (RecordComponent each : java.getRecordComponents()) {
            if (each.isAnnotationPresent(PluginSections.class)) {
                sections = true;
            } else {
                components.add(component(each));
            }
        }
        open.pop();
        unique(java, components);
        return new RecordShape(java, List.copyOf(components), sections);
    }

    private static void unique(Class<?> java, List<Component> components) {
        Set<String> keys = new HashSet<>();
        for (Component each : components) {
            if (!keys.add(each.key())) {
                throw new BrokenRecord(java, each.java().getName(), "has the key " + each.key() + " of another");
            }
        }
    }

    private Component component(RecordComponent java) {
        Type type = java.getGenericType();
        boolean optional = java.getType() == Optional.class;
        Shape shape = shape(optional ? argument(java, type, 0) : type, bounds(java), java);
        Component component = new Component(
                Label.key(java.getName()),
                shape,
                optional,
                Optional.ofNullable(java.getAnnotation(Default.class)).map(Default::value),
                Optional.ofNullable(java.getAnnotation(Doc.class)).map(Doc::value),
                java);
        ShapeCheck.check(component);
        return component;
    }

    private static Bounds bounds(RecordComponent java) {
        OneOf oneOf = java.getAnnotation(OneOf.class);
        return new Bounds(
                Optional.ofNullable(java.getAnnotation(Min.class)).map(Min::value),
                Optional.ofNullable(java.getAnnotation(Max.class)).map(Max::value),
                oneOf == null ? List.of() : Arrays.asList(oneOf.value()),
                Optional.ofNullable(java.getAnnotation(Form.class)));
    }

    private Shape shape(Type type, Bounds bounds, RecordComponent java) {
        if (type instanceof ParameterizedType generic) {
            if (generic.getRawType() == List.class) {
                return new Shape.Items(shape(argument(java, type, 0), bounds.element(), java), bounds.size());
            }
            if (generic.getRawType() == Map.class && argument(java, type, 0) == String.class) {
                Shape value = shape(argument(java, type, 1), bounds.values(), java);
                return new Shape.Entries(value, bounds.size(), bounds.keys());
            }
        }
        Shape simple = type instanceof Class<?> raw ? simple(raw, bounds) : null;
        if (simple == null) {
            throw broken(java, "has the type " + type.getTypeName() + ", which settings cannot have");
        }
        return simple;
    }

    private @Nullable Shape simple(Class<?> raw, Bounds bounds) {
        if (raw == PluginSettings.class) {
            return new Shape.Plugin();
        }
        if (raw == Json.class) {
            return new Shape.Free();
        }
        if (raw.isRecord() && raw != ByteSize.class) {
            return new Shape.Section(record(raw.asSubclass(Record.class)));
        }
        if (raw.isEnum()) {
            return new Shape.Value(Shape.Type.CHOICE, raw, bounds);
        }
        Shape.Type type = TYPES.get(raw);
        return type == null ? null : new Shape.Value(type, raw, bounds);
    }

    private static Type argument(RecordComponent java, Type type, int index) {
        if (type instanceof ParameterizedType generic) {
            return generic.getActualTypeArguments()[index];
        }
        throw broken(java, "is a raw " + type.getTypeName());
    }

    private static BrokenRecord broken(RecordComponent java, String why) {
        return new BrokenRecord(java.getDeclaringRecord(), java.getName(), why);
    }
}
