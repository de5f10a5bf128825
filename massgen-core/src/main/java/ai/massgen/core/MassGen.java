package ai.massgen.core;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.core.config.ConfigFiles;
import ai.massgen.core.config.ConfigReader;
import ai.massgen.core.config.LoadedConfig;
import ai.massgen.core.engine.Attendance;
import ai.massgen.core.engine.Conversations;
import ai.massgen.core.engine.Exchange;
import ai.massgen.core.engine.QuestionRun;
import ai.massgen.core.engine.Surroundings;
import ai.massgen.core.event.EventListener;
import ai.massgen.core.pace.Pacer;
import ai.massgen.core.pace.Ticks;
import ai.massgen.core.plan.LastDays;
import ai.massgen.core.plan.Planner;
import ai.massgen.core.plan.RunPlan;
import ai.massgen.core.plan.ToolPlan;
import ai.massgen.core.provider.Providers;
import ai.massgen.core.sandbox.Sandboxes;
import ai.massgen.core.task.Closer;
import ai.massgen.core.tool.WarmServers;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A configured system of agents and tools, checked and ready to ask. Immutable and thread-safe; each {@link #session}
 * asks one question at a time, and any number of sessions may ask at once.
 */
public final class MassGen implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(MassGen.class);

    private final RunPlan plan;
    private final Surroundings surroundings;
    private final List<EventListener> listeners;
    private final Closer closer = new Closer();

    private MassGen(RunPlan plan, Surroundings surroundings, List<EventListener> listeners) {
        this.plan = plan;
        this.surroundings = surroundings;
        this.listeners = listeners;
        WarmServers ignored = closer.add(surroundings.warm());
    }

    /**
     * Reads and checks a configuration file. Does no other I/O.
     *
     * @param config a YAML file
     * @return the system
     * @throws ai.massgen.api.MassGenException with everything that is wrong with the configuration
     */
    public static MassGen load(Path config) {
        return builder().config(config).build();
    }

    /**
     * Starts to build a system.
     *
     * @return a builder
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * What the user should know about the configuration although it can be used.
     *
     * @return sentences, possibly none
     */
    public List<String> warnings() {
        return plan.warnings();
    }

    /**
     * Makes ready what tools need, as a run would: asks each engine for each image and fetches it if its tool's
     * {@code pull} says so. A run does this by itself; this tells beforehand.
     *
     * @throws ai.massgen.api.MassGenException if an engine cannot be reached or an image cannot be had
     * @throws InterruptedException if the thread is interrupted
     */
    public void prepare() throws InterruptedException {
        try (Sandboxes sandboxes = new Sandboxes(
                surroundings.clock(), surroundings.environment(), event -> LOG.info("preparing: {}", event))) {
            for (ToolPlan tool : plan.tools().values()) {
                if (tool.image().isPresent()) {
                    ImageId image =
                            sandboxes.prepare(tool.sandbox(), tool.image().get());
                    LOG.info("{} is ready for {}", image, tool.name());
                }
            }
        }
    }

    /**
     * How each tool server will be locked in. Does no I/O.
     *
     * @return one entry for each server that an agent may use, in the order of the configuration
     */
    public List<ToolContainment> containments() {
        return new Trials(plan, surroundings).explain();
    }

    /**
     * Starts the container of a tool server, with a probe in the server's place, looks at it from outside and inside, and
     * removes it.
     *
     * @param server the server's name in the configuration, one of {@link #containments}
     * @return what was found
     * @throws ai.massgen.api.MassGenException if the container cannot be made as asked
     * @throws IllegalArgumentException if there is no such server
     * @throws InterruptedException if the thread is interrupted
     */
    public ToolContainment.Check check(String server) throws InterruptedException {
        return new Trials(plan, surroundings).check(server);
    }

    /**
     * What the tool servers of this system were when they were trusted, to look at and to change.
     *
     * @return the pins
     */
    public ToolPins pins() {
        return new ToolPins(plan, surroundings.clock(), surroundings.environment());
    }

    /**
     * Opens a session.
     *
     * @return the session, to be closed by the caller, and at the latest with this system
     */
    public Session session() {
        return closer.add(new Session(new Opener(), listeners, List.of(), Optional.empty(), closer::forget));
    }

    /**
     * Opens a session that continues an earlier conversation.
     *
     * @param run the id of the last run of that conversation, in this system's folder of runs
     * @return the session, to be closed by the caller, and at the latest with this system
     * @throws ai.massgen.api.MassGenException if there is no such run, or the conversation cannot be read
     */
    public Session session(String run) {
        List<Exchange> history = Conversations.upTo(plan.workspaceDirectory(), run);
        return closer.add(new Session(new Opener(), listeners, history, Optional.of(run), closer::forget));
    }

    /**
     * The runs in this system's folder.
     *
     * @return its runs
     */
    public Runs runs() {
        return Runs.in(plan.workspaceDirectory());
    }

    private final class Opener implements Session.Opener {
        @Override
        public QuestionRun fresh(List<EventListener> watchers) {
            return QuestionRun.fresh(plan, surroundings, watchers);
        }

        @Override
        public QuestionRun interrupted(String run, List<EventListener> watchers) {
            return QuestionRun.interrupted(plan, surroundings, watchers, run);
        }

        @Override
        public List<Exchange> before(String run) {
            return Conversations.before(plan.workspaceDirectory(), run);
        }
    }

    /** Closes all sessions, and ends the tool servers that stand ready ({@code tools.<name>.warm}). Idempotent, bounded. */
    @Override
    public void close() {
        closer.close();
    }

    /** Collects what a system is made of. Not thread-safe. */
    public static final class Builder {
        private final List<EventListener> listeners = new ArrayList<>();
        private Function<ConfigReader, LoadedConfig> source = reader -> {
            throw new IllegalStateException("no configuration: call config(...) before build()");
        };
        private Map<String, String> environment = System.getenv();
        private Path workingDirectory = Path.of("").toAbsolutePath();
        private InstantSource clock = InstantSource.system();
        private boolean allowUnsandboxed;
        private boolean strict;
        private Optional<Path> answerSchema = Optional.empty();
        private boolean locked;
        private Optional<Approver> approver = Optional.empty();
        private final List<JavaTool> tools = new ArrayList<>();

        private Builder() {}

        /**
         * Takes the configuration from a file. Relative paths in it are relative to its folder.
         *
         * @param file a YAML file
         * @return this builder
         */
        public Builder config(Path file) {
            source = reader -> reader.load(workingDirectory.resolve(file), file.toString());
            return this;
        }

        /**
         * Takes the configuration from a text. Relative paths in it are relative to the working directory.
         *
         * @param yaml the text
         * @param name where it comes from, for messages
         * @return this builder
         */
        public Builder config(String yaml, String name) {
            source = reader -> reader.read(name, yaml, workingDirectory);
            return this;
        }

        /**
         * Takes the configuration from a tree of maps, lists and values, of the form that the YAML has.
         *
         * @param tree the tree
         * @return this builder
         */
        public Builder config(Map<String, ?> tree) {
            source = reader -> reader.read(tree, workingDirectory);
            return this;
        }

        /**
         * Sets the environment variables that {@code ${NAME}} refers to and that backends look their keys up in.
         *
         * @param environment variables by name; those of this process if not set
         * @return this builder
         */
        public Builder environment(Map<String, String> environment) {
            this.environment = Map.copyOf(environment);
            return this;
        }

        /**
         * Sets the folder that relative paths are relative to.
         *
         * @param workingDirectory a folder; that of this process if not set
         * @return this builder
         */
        public Builder workingDirectory(Path workingDirectory) {
            this.workingDirectory = workingDirectory.toAbsolutePath();
            return this;
        }

        /**
         * Sets the clock.
         *
         * @param clock the clock; the system's if not set
         * @return this builder
         */
        public Builder clock(InstantSource clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /**
         * Allows tools that the configuration runs without isolation. Without this they are a problem.
         *
         * @param allowed whether they are allowed
         * @return this builder
         */
        public Builder allowUnsandboxed(boolean allowed) {
            this.allowUnsandboxed = allowed;
            return this;
        }

        /**
         * Demands that every agent takes part. Without this an agent without a key is left out, with a warning, as long as
         * another one is left.
         *
         * @param strict whether it is demanded
         * @return this builder
         */
        public Builder strict(boolean strict) {
            this.strict = strict;
            return this;
        }

        /**
         * Demands that every tool server is in {@code massgen.lock} already. Without this a server that is new is
         * trusted, unless the {@linkplain #approver approver} does not want to, and recorded.
         *
         * @param locked whether it is demanded
         * @return this builder
         */
        public Builder locked(boolean locked) {
            this.locked = locked;
            return this;
        }

        /**
         * Sets the form that final answers have to have, instead of that of the configuration.
         *
         * @param file a file with a JSON Schema (2020-12)
         * @return this builder
         */
        public Builder answerSchema(Path file) {
            this.answerSchema = Optional.of(workingDirectory.resolve(file));
            return this;
        }

        /**
         * Sets who decides for the user.
         *
         * @param approver the approver; without one, tool servers that are new are trusted, and calls that have to be
         *     approved are not made
         * @return this builder
         */
        public Builder approver(Approver approver) {
            this.approver = Optional.of(approver);
            return this;
        }

        /**
         * Adds a tool that is part of the application, beside those of the tool servers.
         *
         * @param tool the tool
         * @return this builder
         */
        public Builder tool(JavaTool tool) {
            tools.add(Objects.requireNonNull(tool, "tool"));
            return this;
        }

        /**
         * Adds the methods of an object that are annotated with {@link Tool}.
         *
         * @param holder the object
         * @return this builder
         * @throws IllegalArgumentException if there is none, or one cannot be a tool
         */
        public Builder toolsOf(Object holder) {
            tools.addAll(JavaTool.allOf(holder));
            return this;
        }

        /**
         * Adds a listener that watches all runs.
         *
         * @param listener the listener
         * @return this builder
         */
        public Builder listener(EventListener listener) {
            listeners.add(Objects.requireNonNull(listener, "listener"));
            return this;
        }

        /**
         * Checks everything and makes the system. Reads the configuration; does no other I/O.
         *
         * @return the system
         * @throws ai.massgen.api.MassGenException with everything that is wrong with the configuration, or if an agent
         *     lacks its key and every agent has to take part
         * @throws IllegalArgumentException if the application's tools do not fit together, or to the configuration
         * @throws IllegalStateException if no configuration was given
         */
        public MassGen build() {
            Providers providers = Providers.installed();
            LoadedConfig config = source.apply(new ConfigReader(providers, environment));
            RunPlan plan = new Planner(providers, ConfigFiles::read).plan(config, allowUnsandboxed, answerSchema);
            Surroundings surroundings = new Surroundings(
                    clock,
                    new SecureRandom(),
                    environment,
                    new Pacer(plan.limits().pace(), Ticks.REAL),
                    new WarmServers(clock, environment),
                    new Consent(approver).oversight(locked),
                    JavaTools.in(plan, tools));
            RunPlan attended = Attendance.of(plan, surroundings, strict);
            LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
            return new MassGen(
                    attended.with(attended.agents(), LastDays.warnings(attended, today)),
                    surroundings,
                    List.copyOf(listeners));
        }
    }
}
