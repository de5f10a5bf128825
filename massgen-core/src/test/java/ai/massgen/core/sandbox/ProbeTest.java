package ai.massgen.core.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.Spi;
import ai.massgen.api.sandbox.EngineReport;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageProgress;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.Leftover;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxCapability;
import ai.massgen.api.sandbox.SandboxContext;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.api.sandbox.SweepFilter;
import ai.massgen.api.sandbox.ToolSandbox;
import ai.massgen.core.plan.ConfiguredSandbox;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class ProbeTest {
    private static final EngineReport REPORT =
            new EngineReport("Fake", "1", "2", "here", List.of("runc"), false, Map.of(), List.of());
    private static final Duration LONG = Duration.ofMinutes(1);

    @TempDir
    Path folder;

    private final List<String> happened = Collections.synchronizedList(new ArrayList<>());

    @Test
    void theReportComesBackAndEverythingIsClosed() throws Exception {
        EngineReport report = ask(() -> REPORT, LONG);

        assertThat(report).isEqualTo(REPORT);
        assertThat(happened).containsExactly("opened for ada", "closed");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anEngineThatDoesNotAnswerIsGivenUp() {
        assertThatThrownBy(() -> ask(this::forever, Duration.ofMillis(50)))
                .isInstanceOfSatisfying(
                        SandboxException.class, e -> assertThat(e.kind()).isEqualTo(Kind.ENGINE_UNAVAILABLE))
                .hasMessageContaining("fake did not answer within 50 ms");
        assertThat(happened).containsExactly("opened for ada", "interrupted", "closed");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void anInterruptEndsItAndEverythingIsClosed() {
        Thread asking = Thread.currentThread();

        assertThatThrownBy(() -> ask(
                        () -> {
                            asking.interrupt();
                            return forever();
                        },
                        LONG))
                .isInstanceOf(InterruptedException.class);
        assertThat(happened).containsExactly("opened for ada", "interrupted", "closed");
    }

    @Test
    void whatTheEngineSaysIsWrongIsToldAsItIs() {
        SandboxException failure = new SandboxException(Kind.ENGINE_UNAVAILABLE, "no such socket");

        assertThatThrownBy(() -> ask(
                        () -> {
                            throw failure;
                        },
                        LONG))
                .isSameAs(failure);
        assertThat(happened).contains("closed");
    }

    @Test
    void aPluginThatFailsInItsOwnWayIsNamed() {
        assertThatThrownBy(() -> ask(
                        () -> {
                            throw new IllegalStateException("oops");
                        },
                        LONG))
                .isInstanceOf(SandboxException.class)
                .hasMessageContaining("sandbox fake failed in a way it should not")
                .hasMessageContaining("oops");
    }

    private EngineReport ask(Callable<EngineReport> answer, Duration limit) throws InterruptedException {
        Map<String, String> environment = Map.of("XDG_RUNTIME_DIR", folder.toString(), "NAME", "ada");
        return new Probe(InstantSource.system(), environment)
                .ask(ConfiguredSandbox.of(new Kindly(answer), new Settings()), limit);
    }

    private EngineReport forever() throws InterruptedException {
        try {
            new CountDownLatch(1).await();
        } catch (InterruptedException e) {
            happened.add("interrupted");
            throw e;
        }
        return REPORT;
    }

    /** No settings. */
    public record Settings() {}

    private final class Kindly implements ToolSandbox<Settings> {
        private final Callable<EngineReport> answer;

        Kindly(Callable<EngineReport> answer) {
            this.answer = answer;
        }

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public int spiLevel() {
            return Spi.LEVEL;
        }

        @Override
        public Class<Settings> configType() {
            return Settings.class;
        }

        @Override
        public Set<SandboxCapability> capabilities() {
            return Set.of();
        }

        @Override
        public Sandbox open(Settings config, SandboxContext context) {
            assertThat(Files.isDirectory(context.privateDirectory())).isTrue();
            happened.add("opened for " + context.environment("NAME").orElse("nobody"));
            return new Answering(answer);
        }
    }

    private final class Answering implements Sandbox {
        private final Callable<EngineReport> answer;

        Answering(Callable<EngineReport> answer) {
            this.answer = answer;
        }

        @Override
        public EngineReport probe() throws InterruptedException {
            try {
                return answer.call();
            } catch (InterruptedException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        }

        @Override
        public ImageId prepare(ImageSource source, Consumer<? super ImageProgress> progress) {
            throw new AssertionError("a probe fetches nothing");
        }

        @Override
        public SandboxProcess start(ProcessSpec spec, Consumer<? super byte[]> stderr) {
            throw new AssertionError("a probe starts nothing");
        }

        @Override
        public List<Leftover> sweep(SweepFilter filter) {
            throw new AssertionError("a probe sweeps nothing");
        }

        @Override
        public void close() {
            happened.add("closed");
        }
    }
}
