package ai.massgen.core.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.core.protocol.Alias;
import ai.massgen.core.protocol.AnswerLabel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SnapshotsTest {
    private static final Alias ADA = new Alias(1);
    private static final AnswerLabel FIRST = new AnswerLabel(ADA, 1);
    private static final AnswerLabel SECOND = new AnswerLabel(ADA, 2);

    @TempDir
    Path base;

    private Workspaces workspaces;
    private Snapshots snapshots;
    private Path workspace;

    @BeforeEach
    void open() {
        workspaces = Workspaces.create(base.resolve(".massgen"), "run-1");
        snapshots = new Snapshots(workspaces, 1 << 20);
        workspace = workspaces.of(ADA).path();
    }

    private Changes keep(AnswerLabel label) throws InterruptedException {
        snapshots.take(ADA);
        return snapshots.keep(label).orElseThrow();
    }

    private Path peers() {
        return workspaces.peers().resolve("agent1");
    }

    private void write(String name, String text) throws IOException {
        Path file = workspace.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void peersSeeWhatTheWorkspaceLookedLikeWhenTheAnswerWasHandedIn() throws Exception {
        write("a/b.txt", "one");
        keep(FIRST);
        write("a/b.txt", "two");

        assertThat(peers().resolve("a/b.txt")).hasContent("one");
        assertThat(workspaces.run().resolve("agents/agent1/snapshots/agent1.1/a/b.txt"))
                .hasContent("one");
    }

    @Test
    void theLatestSnapshotTakesThePlaceOfTheOneBeforeAndThatOneIsKept() throws Exception {
        write("b.txt", "one");
        write("gone.txt", "x");
        keep(FIRST);
        write("b.txt", "two, longer");
        Files.delete(workspace.resolve("gone.txt"));
        Changes changes = keep(SECOND);

        assertThat(peers().resolve("b.txt")).hasContent("two, longer");
        assertThat(peers().resolve("gone.txt")).doesNotExist();
        assertThat(workspaces.run().resolve("agents/agent1/snapshots/agent1.1/b.txt"))
                .hasContent("one");
        assertThat(changes.added()).isEmpty();
        assertThat(changes.changed()).containsExactly("b.txt");
        assertThat(changes.removed()).containsExactly("gone.txt");
        assertThat(list(workspaces.peers())).hasSize(1);
    }

    @Test
    void aFileThatHasNotChangedTakesNoRoomASecondTime() throws Exception {
        write("big.bin", "x".repeat(1000));
        keep(FIRST);
        keep(SECOND);

        Path first = workspaces.run().resolve("agents/agent1/snapshots/agent1.1/big.bin");
        assertThat(Files.getAttribute(first, "unix:ino"))
                .isEqualTo(Files.getAttribute(peers().resolve("big.bin"), "unix:ino"))
                .isNotEqualTo(Files.getAttribute(workspace.resolve("big.bin"), "unix:ino"));
    }

    /** Whoever sets the time of a file back cannot hide that it has changed. */
    @Test
    void aFileThatPretendsNotToHaveChangedIsCopied() throws Exception {
        write("b.txt", "one");
        keep(FIRST);
        FileTime time = Files.getLastModifiedTime(workspace.resolve("b.txt"));
        write("b.txt", "two");
        Files.setLastModifiedTime(workspace.resolve("b.txt"), time);
        keep(SECOND);

        assertThat(peers().resolve("b.txt")).hasContent("two");
    }

    @Test
    void linksPipesAndSocketsAreLeftOutAndNeverFollowed() throws Exception {
        Path secret = Files.writeString(base.resolve("secret.txt"), "secret");
        Path folder = Files.createDirectory(base.resolve("outside"));
        Files.writeString(folder.resolve("x.txt"), "outside");
        Files.createSymbolicLink(workspace.resolve("link.txt"), secret);
        Files.createSymbolicLink(workspace.resolve("folder"), folder);
        assertThat(new ProcessBuilder("mkfifo", workspace.resolve("pipe").toString())
                        .start()
                        .waitFor(10, TimeUnit.SECONDS))
                .isTrue();
        write("real.txt", "real");
        Changes changes = keep(FIRST);

        assertThat(list(peers())).extracting(Path::getFileName).containsExactly(Path.of("real.txt"));
        assertThat(changes.note()).hasValueSatisfying(note -> assertThat(note).contains("3 entries left out"));
    }

    @Test
    void whatIsTooLargeIsLeftOutAndSaidSo() throws Exception {
        snapshots = new Snapshots(workspaces, 100);
        write("big.bin", "x".repeat(1000));
        write("small.txt", "x");
        Changes changes = keep(FIRST);

        assertThat(peers().resolve("small.txt")).exists();
        assertThat(peers().resolve("big.bin")).doesNotExist();
        assertThat(changes.note()).hasValueSatisfying(note -> assertThat(note).contains("1 entries left out"));
    }

    @Test
    void whatWasTakenAndNotKeptIsReplacedByTheNext() throws Exception {
        write("b.txt", "rejected");
        snapshots.take(ADA);
        write("b.txt", "accepted");
        keep(FIRST);

        assertThat(peers().resolve("b.txt")).hasContent("accepted");
    }

    @Test
    void anAgentWithoutAWorkspaceHasNoSnapshot() throws Exception {
        snapshots.take(new Alias(2));

        assertThat(snapshots.keep(new AnswerLabel(new Alias(2), 1))).isEmpty();
    }

    @Test
    void aSnapshotThatWasTakenBeforeTheProcessDiedIsShownWhenTheRunGoesOn() throws Exception {
        write("b.txt", "one");
        snapshots.take(ADA);
        Snapshots after = new Snapshots(Workspaces.reopen(base.resolve(".massgen"), "run-1"), 1 << 20);
        after.recover(FIRST);

        assertThat(peers().resolve("b.txt")).hasContent("one");
        after.recover(FIRST);
        assertThat(peers().resolve("b.txt")).hasContent("one");
    }

    @Test
    void workspacesOfTheNextQuestionBeginAsTheWinnersEnded() throws Exception {
        write("a/b.txt", "one");
        Files.createSymbolicLink(workspace.resolve("link"), base);
        Workspaces next = Workspaces.create(base.resolve(".massgen"), "run-2");
        next.beginAs(workspace);

        Path ben = next.of(new Alias(2)).path();
        assertThat(ben.resolve("a/b.txt")).hasContent("one");
        assertThat(ben.resolve("link")).doesNotExist();
        Files.writeString(ben.resolve("a/b.txt"), "changed");
        assertThat(workspace.resolve("a/b.txt")).hasContent("one");
    }

    @Test
    void nothingIsRemovedOutsideAFolderWithOurMarker() throws IOException {
        Path foreign = Files.createDirectories(base.resolve("foreign/x"));

        for (Path wrong : List.of(foreign, workspaces.run(), workspaces.run().resolve("../../x"))) {
            assertThatThrownBy(() -> Removal.of(workspaces.run(), wrong))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("not ours");
        }
        assertThatThrownBy(() -> Removal.of(base.resolve("foreign"), foreign)).isInstanceOf(IOException.class);
        assertThat(foreign).isDirectory();
    }

    private static List<Path> list(Path directory) throws IOException {
        try (Stream<Path> entries = Files.list(directory)) {
            return entries.toList();
        }
    }
}
