package ai.massgen.core.workspace;

import ai.massgen.api.sandbox.RunAs;
import ai.massgen.core.protocol.Alias;
import ai.massgen.core.text.Visible;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/**
 * The folders of one run: {@code <directory>/runs/<run>}, made anew with our marker in it, and below it one workspace for
 * each agent. Only this user may enter; nothing but a run as a whole is ever deleted here. Thread-safe.
 */
public final class Workspaces {
    /** The file that says a folder is a run's. Nothing is ever deleted outside of a folder that has it. */
    public static final String MARKER = ".massgen-run";

    private static final int LONGEST = 400;

    private static final FileAttribute<?>[] PRIVATE =
            Path.of("").getFileSystem().supportedFileAttributeViews().contains("posix")
                    ? new FileAttribute<?>[] {
                        PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"))
                    }
                    : new FileAttribute<?>[0];

    private final Path directory;
    private final Path run;
    private final Map<Alias, Workspace> workspaces = new ConcurrentHashMap<>();
    private volatile Optional<Path> seed = Optional.empty();

    /**
     * One agent's folder. Immutable.
     *
     * @param path the folder, absolute and with its links resolved
     * @param user as whom a tool that uses it must run
     */
    public record Workspace(Path path, RunAs user) {}

    private Workspaces(Path directory, Path run) {
        this.directory = directory;
        this.run = run;
    }

    /**
     * Makes the folder of a run.
     *
     * @param directory the folder of all runs, absolute; made if it is not there
     * @param runId the run's id, a single path segment
     * @return its folders
     * @throws WorkspaceException if the folder cannot be made, is there already, or is no folder
     */
    public static Workspaces create(Path directory, String runId) {
        checked(runId);
        try {
            Files.createDirectories(directory);
            Path real = directory.toRealPath();
            Path runs = existingOrNew(real.resolve("runs"));
            Path run = Files.createDirectory(runs.resolve(runId), PRIVATE);
            Files.writeString(run.resolve(MARKER), "massgen run " + runId + "\n", StandardCharsets.UTF_8);
            Files.createDirectory(run.resolve("empty"));
            return new Workspaces(real, run);
        } catch (IOException e) {
            throw new WorkspaceException(
                    "cannot make the folder of run " + runId + " in '" + shown(directory) + "': " + shown(e)
                            + "; choose another workspace.directory",
                    e);
        }
    }

    /**
     * Opens the folder of a run that was interrupted.
     *
     * @param directory the folder of all runs, absolute
     * @param runId the run's id
     * @return its folders
     * @throws WorkspaceException if there is no such run, or its folder does not carry our marker
     */
    public static Workspaces reopen(Path directory, String runId) {
        Path run = directory.resolve("runs").resolve(checked(runId));
        try {
            Path real = directory.toRealPath();
            Path folder = real.resolve("runs").resolve(runId);
            if (Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)
                    && Files.isRegularFile(folder.resolve(MARKER), LinkOption.NOFOLLOW_LINKS)) {
                return new Workspaces(real, folder);
            }
        } catch (NoSuchFileException e) {
            throw noRun(directory, runId);
        } catch (IOException e) {
            throw new WorkspaceException("cannot open the run " + runId + " in '" + shown(run) + "': " + shown(e), e);
        }
        throw noRun(directory, runId);
    }

    private static WorkspaceException noRun(Path directory, String runId) {
        return new WorkspaceException(
                "there is no run " + runId + " in '" + shown(directory) + "'; massgen runs list shows the runs", null);
    }

    private static String checked(String runId) {
        if (!runId.matches("[A-Za-z0-9][A-Za-z0-9-]{0,63}")) {
            throw new IllegalArgumentException("not a run id: '" + runId + "'");
        }
        return runId;
    }

    private static String shown(Object text) {
        return Visible.line(text.toString(), LONGEST);
    }

    /** Only for a folder that was made just now: in the user's own it would hide the user's files. */
    private static void ignoreInGit(Path made) throws IOException {
        Files.writeString(made.resolve(".gitignore"), "*\n", StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW);
    }

    private static Path existingOrNew(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            try {
                Path made = Files.createDirectory(folder, PRIVATE);
                ignoreInGit(made);
                return made;
            } catch (FileAlreadyExistsException e) {
                if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
                    throw e;
                }
            }
        }
        return folder;
    }

    /**
     * The folder of all runs.
     *
     * @return an absolute path with its links resolved
     */
    public Path directory() {
        return directory;
    }

    /**
     * The folder that holds the folders of all runs, and nothing else.
     *
     * @return an absolute path with its links resolved
     */
    public Path runs() {
        return directory.resolve("runs");
    }

    /**
     * The folder of this run.
     *
     * @return an absolute path with its links resolved
     */
    public Path run() {
        return run;
    }

    /**
     * A folder that is and stays empty, to hide others with.
     *
     * @return an absolute path with its links resolved
     */
    public Path empty() {
        return run.resolve("empty");
    }

    /**
     * The folder in which each agent sees what its peers' workspaces looked like when they handed in their last answers, by
     * alias. Made when it is first asked for.
     *
     * @return an absolute path with its links resolved
     * @throws WorkspaceException if it cannot be made
     */
    public Path peers() {
        Path peers = run.resolve("peers");
        try {
            Files.createDirectories(peers);
            FileOwner.share(peers);
            return peers;
        } catch (IOException e) {
            throw new WorkspaceException("cannot make the folder '" + shown(peers) + "': " + shown(e), e);
        }
    }

    /** The folder of all that belongs to an agent. */
    Path agent(Alias agent) {
        return run.resolve("agents").resolve(agent.toString());
    }

    /**
     * An agent's workspace, if it has one by now.
     *
     * @param agent the agent
     * @return the folder; empty if no tool of it has needed one
     */
    public Optional<Path> existing(Alias agent) {
        return Optional.of(agent(agent).resolve("workspace"))
                .filter(folder -> Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS));
    }

    /**
     * Lets all workspaces that are made from now on begin as a copy of a folder.
     *
     * @param folder the workspace of an agent in an earlier run
     */
    public void beginAs(Path folder) {
        seed = Optional.of(folder);
    }

    /**
     * An agent's workspace, made when it is first asked for.
     *
     * @param agent the agent
     * @return its workspace
     * @throws WorkspaceException if it cannot be made
     */
    public Workspace of(Alias agent) {
        return workspaces.computeIfAbsent(agent, this::make);
    }

    private Workspace make(Alias agent) {
        Path path = agent(agent).resolve("workspace");
        try {
            Files.createDirectories(path.getParent());
            if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                return new Workspace(path, FileOwner.userFor(path)); // of a run that was interrupted
            }
            return seed.isPresent() ? seeded(path, seed.get()) : empty(path);
        } catch (IOException e) {
            throw new WorkspaceException(
                    "cannot make the workspace of " + agent + " in '" + shown(run) + "': " + shown(e)
                            + "; is the disk full, or was the folder changed while the run used it?",
                    e);
        }
    }

    private static Workspace empty(Path path) throws IOException {
        Path made = Files.createDirectory(path, PRIVATE);
        return new Workspace(made, FileOwner.share(made));
    }

    private static Workspace seeded(Path path, Path from) throws IOException {
        TreeCopy.of(from, path, Long.MAX_VALUE, Optional.empty());
        return new Workspace(path, FileOwner.userFor(path));
    }

    /**
     * Removes the folder of this run with all that is in it, following no links. For what was no run after all.
     *
     * @throws WorkspaceException if it cannot be removed, or does not have our marker any more
     */
    public void remove() {
        if (!Files.isRegularFile(run.resolve(MARKER), LinkOption.NOFOLLOW_LINKS)) {
            throw new WorkspaceException("not removed, because it has no " + MARKER + ": '" + shown(run) + "'", null);
        }
        try (Stream<Path> all = Files.walk(run)) {
            for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(each);
            }
        } catch (IOException | UncheckedIOException e) {
            throw new WorkspaceException("cannot remove '" + shown(run) + "': " + shown(e), e);
        }
    }

    /**
     * As whom a tool must run to have the rights of a file's owner. Never root: what only root may read, no tool reads.
     *
     * @param file an existing file or folder
     * @return the owner, or nobody if the owner is root or unknown
     */
    public static RunAs userFor(Path file) {
        return FileOwner.userFor(file);
    }
}
