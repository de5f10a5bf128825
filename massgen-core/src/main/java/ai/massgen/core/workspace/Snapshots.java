package ai.massgen.core.workspace;

import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.AnswerLabel;
import java.io.IOException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what agents' workspaces look like when they hand in answers, and shows the latest of each to its peers. An agent
 * {@linkplain #take takes} a snapshot before it hands in; if the answer is accepted the snapshot is {@linkplain #keep kept}
 * under the answer's label, below {@code snapshots}, and in the folder of all peers. Thread-safe.
 */
public final class Snapshots {
    private static final Logger LOG = LoggerFactory.getLogger(Snapshots.class);
    private static final String PENDING = "pending";

    private final Workspaces workspaces;
    private final long mostBytes;
    private final Map<Alias, TreeCopy.Kept> latest = new ConcurrentHashMap<>();
    private final Map<Alias, TreeCopy.Kept> pending = new ConcurrentHashMap<>();
    private final Map<Alias, Changes> changes = new ConcurrentHashMap<>();

    /**
     * Prepares to keep snapshots.
     *
     * @param workspaces the folders of the run
     * @param mostBytes how large a snapshot may be
     */
    public Snapshots(Workspaces workspaces, long mostBytes) {
        this.workspaces = workspaces;
        this.mostBytes = mostBytes;
    }

    /**
     * Takes a snapshot of an agent's workspace, in place of one that was not kept. An agent without a workspace has none. A
     * snapshot that fails keeps nobody from handing in.
     *
     * @param agent the agent
     * @throws InterruptedException if the thread is interrupted
     */
    public void take(Alias agent) throws InterruptedException {
        Optional<Path> workspace = workspaces.existing(agent);
        if (workspace.isEmpty()) {
            return;
        }
        Optional<TreeCopy.Kept> before = Optional.ofNullable(latest.get(agent));
        try {
            Path target = folder(agent).resolve(PENDING);
            Removal.of(workspaces.run(), target);
            Files.createDirectories(target.getParent());
            TreeCopy.Kept kept = TreeCopy.of(workspace.get(), target, mostBytes, before);
            pending.put(agent, kept);
            changes.put(agent, Changes.between(before, kept));
        } catch (ClosedByInterruptException e) {
            throw new InterruptedException("cancelled while the workspace was copied");
        } catch (IOException e) {
            LOG.warn("the workspace of {} is not kept", agent, e);
            pending.remove(agent);
            changes.put(agent, Changes.failed(String.valueOf(e.getMessage())));
        }
    }

    private Path folder(Alias agent) {
        return workspaces.agent(agent).resolve("snapshots");
    }

    /**
     * Keeps the snapshot that an agent took last, and shows it to its peers.
     *
     * @param label the label of its answer
     * @return how its workspace has changed since the snapshot before; empty if it took none
     */
    public Optional<Changes> keep(AnswerLabel label) {
        Alias agent = label.author();
        TreeCopy.Kept taken = pending.remove(agent);
        Optional<Changes> changed = Optional.ofNullable(changes.remove(agent));
        if (taken == null) {
            return changed;
        }
        try {
            Path target = folder(agent).resolve(label.toString());
            Files.move(taken.folder(), target);
            latest.put(agent, taken.at(target));
            show(agent, target);
            return changed;
        } catch (IOException | WorkspaceException e) {
            LOG.warn("the workspace of {} is not shown to its peers", agent, e);
            return Optional.of(Changes.failed(String.valueOf(e.getMessage())));
        }
    }

    /** Puts a copy that shares its files with the snapshot in the place of what peers saw before. */
    private void show(Alias agent, Path snapshot) throws IOException {
        Path peers = workspaces.peers();
        Path fresh = peers.resolve("." + agent + ".new");
        Path old = peers.resolve("." + agent + ".old");
        Removal.of(workspaces.run(), fresh);
        Removal.of(workspaces.run(), old);
        share(snapshot, fresh);
        Path shown = peers.resolve(agent.toString());
        if (Files.isDirectory(shown, LinkOption.NOFOLLOW_LINKS)) {
            Files.move(shown, old);
        }
        Files.move(fresh, shown);
        Removal.of(workspaces.run(), old);
    }

    private static void share(Path from, Path to) throws IOException {
        try (Stream<Path> paths = Files.walk(from)) {
            for (Path path : (Iterable<Path>) paths::iterator) {
                Path target = to.resolve(from.relativize(path).toString());
                if (Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
                    FileOwner.share(Files.createDirectory(target));
                } else {
                    Files.createLink(target, path);
                }
            }
        }
    }

    /**
     * Finds what had been taken before the run was interrupted: the snapshot of an accepted answer that nobody had been
     * shown yet is kept now.
     *
     * @param label the label of an agent's latest answer
     */
    public void recover(AnswerLabel label) {
        Path kept = folder(label.author()).resolve(label.toString());
        Path taken = folder(label.author()).resolve(PENDING);
        if (!Files.exists(kept, LinkOption.NOFOLLOW_LINKS) && Files.isDirectory(taken, LinkOption.NOFOLLOW_LINKS)) {
            pending.put(label.author(), new TreeCopy.Kept(taken, Map.of(), 0, 0));
            keep(label);
        }
    }
}
