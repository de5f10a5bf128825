package ai.massgen.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.backend.CallKey;
import ai.massgen.api.backend.Capability;
import ai.massgen.api.backend.ModelRequest;
import ai.massgen.api.backend.StopReason;
import ai.massgen.api.config.ByteSize;
import ai.massgen.api.message.Message;
import ai.massgen.api.sandbox.Control;
import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.Mount;
import ai.massgen.api.sandbox.Network;
import ai.massgen.api.sandbox.ResourceLimits;
import ai.massgen.api.sandbox.RunAs;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What holds for every record of the API, found on disk so that none is forgotten. */
class RecordsTest {
    private static final Map<Class<?>, Object> SAMPLES = Map.ofEntries(
            Map.entry(String.class, "sample"),
            Map.entry(int.class, 20),
            Map.entry(long.class, 20L),
            Map.entry(double.class, 1.0),
            Map.entry(boolean.class, true),
            Map.entry(Duration.class, Duration.ofSeconds(1)),
            Map.entry(Path.class, Path.of("/sample").toAbsolutePath()),
            Map.entry(Json.class, Json.EMPTY_OBJECT),
            Map.entry(CallKey.class, new CallKey("agent1", 1)),
            Map.entry(ModelRequest.Timeouts.class, ModelRequest.Timeouts.DEFAULT),
            Map.entry(StopReason.class, StopReason.END),
            Map.entry(Capability.class, Capability.WEB_SEARCH),
            Map.entry(BigDecimal.class, BigDecimal.ONE),
            Map.entry(URI.class, URI.create("http://127.0.0.1:11434")),
            Map.entry(ByteSize.class, ByteSize.ofMebibytes(64)),
            Map.entry(Control.class, Control.USER),
            Map.entry(Evidence.Status.class, Evidence.Status.ENFORCED),
            Map.entry(Evidence.Source.class, Evidence.Source.RECORDED),
            Map.entry(IsolationPolicy.class, IsolationPolicy.LOCKED),
            Map.entry(ResourceLimits.class, ResourceLimits.DEFAULT),
            Map.entry(Network.class, Network.NONE),
            Map.entry(RunAs.class, RunAs.NOBODY),
            Map.entry(RunAs.Ids.class, new RunAs.Ids(5, 5)),
            Map.entry(Mount.Access.class, Mount.Access.READ_ONLY),
            Map.entry(ImageSource.Pull.class, ImageSource.Pull.MISSING));

    /** Components whose form is stricter than "some text" or "some list". */
    private static final Map<String, Object> SPECIAL = Map.ofEntries(
            Map.entry("Image.mediaType", "image/png"),
            Map.entry("Document.mediaType", "application/pdf"),
            Map.entry("Usage.cacheWriteTokens", 0L),
            Map.entry("ImageId.id", "sha256:" + "ab".repeat(32)),
            Map.entry("ExecSpec.command", List.of("true")),
            Map.entry("CommitSpec.reference", "local/sample:1"),
            Map.entry("CommitSpec.entrypoint", List.of("/bin/true")),
            Map.entry("Mount.target", "/workspace"),
            Map.entry("User.parts", Message.User.of("hi").parts()),
            Map.entry("ModelRequest.messages", List.of(Message.User.of("hi"))),
            Map.entry("ToolResults.results", List.of(ai.massgen.api.message.ToolResult.success("c1", "ok"))));

    static List<Class<?>> records() {
        try {
            Path classes = Path.of(Json.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI());
            List<Class<?>> found = new ArrayList<>();
            try (Stream<Path> files = Files.walk(classes)) {
                for (Path file :
                        files.filter(each -> each.toString().endsWith(".class")).toList()) {
                    String name = classes.relativize(file).toString().replace('/', '.');
                    Class<?> type = Class.forName(name.substring(0, name.length() - ".class".length()));
                    if (type.isRecord()) {
                        found.add(type);
                    }
                }
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (URISyntaxException | ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void theRecordsAreFound() {
        assertThat(records()).hasSizeGreaterThan(20).contains(Json.class, ModelRequest.class, Message.User.class);
    }

    @ParameterizedTest
    @MethodSource("records")
    void equalComponentsMakeEqualRecords(Class<?> type) throws ReflectiveOperationException {
        assertThat(create(type, -1)).isEqualTo(create(type, -1)).hasSameHashCodeAs(create(type, -1));
    }

    @ParameterizedTest
    @MethodSource("records")
    void noComponentIsNull(Class<?> type) {
        RecordComponent[] components = type.getRecordComponents();
        for (int i = 0; i < components.length; i++) {
            if (!components[i].getType().isPrimitive()) {
                int missing = i;
                assertThatThrownBy(() -> create(type, missing))
                        .as("%s without %s", type.getName(), components[i].getName())
                        .isInstanceOf(InvocationTargetException.class)
                        .hasCauseInstanceOf(NullPointerException.class);
            }
        }
    }

    private static Object create(Class<?> type, int missing) throws ReflectiveOperationException {
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] arguments = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            arguments[i] = i == missing ? null : sample(components[i]);
        }
        Class<?>[] types =
                Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Constructor<?> constructor = type.getDeclaredConstructor(types);
        constructor.setAccessible(true);
        return constructor.newInstance(arguments);
    }

    private static Object sample(RecordComponent component) {
        String name = component.getDeclaringRecord().getSimpleName() + "." + component.getName();
        if (SPECIAL.containsKey(name)) {
            return SPECIAL.get(name);
        }
        Type generic = component.getGenericType();
        Class<?> type = component.getType();
        if (generic instanceof ParameterizedType) {
            return type == Optional.class
                    ? Optional.empty()
                    : type == List.class ? List.of() : type == Set.class ? Set.of() : Map.of();
        }
        if (type == OptionalInt.class) {
            return OptionalInt.empty();
        }
        if (type == OptionalLong.class) {
            return OptionalLong.empty();
        }
        if (type == OptionalDouble.class) {
            return OptionalDouble.empty();
        }
        Object sample = SAMPLES.get(type);
        if (sample == null) {
            throw new IllegalStateException("add a sample of " + type.getName() + " for " + name);
        }
        return sample;
    }
}
