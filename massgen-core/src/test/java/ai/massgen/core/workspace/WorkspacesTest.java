package ai.massgen.core.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.sandbox.RunAs;
import ai.massgen.core.protocol.Alias;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WorkspacesTest {
    private static final String RUN = "20261122-145501-k3f9q2";

    private static int uid(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }

    @Test
    void aRunHasAMarkedPrivateFolderAndEachAgentItsOwnWorkspace(@TempDir Path base) throws IOException {
        Workspaces workspaces = Workspaces.create(base.resolve(".massgen"), RUN);
        Path run = base.toRealPath().resolve(".massgen/runs").resolve(RUN);
        assertThat(workspaces.run()).isEqualTo(run);
        assertThat(run.resolve(Workspaces.MARKER)).hasContent("massgen run " + RUN);
        assertThat(workspaces.of(new Alias(2)).path()).isEqualTo(run.resolve("agents/agent2/workspace"));
        assertThat(workspaces.of(new Alias(2))).isSameAs(workspaces.of(new Alias(2)));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(run)))
                .isEqualTo("rwx------");
        assertThat(workspaces.empty()).isEmptyDirectory();
    }

    @Test
    void runsAreKeptOutOfGitByAFileInAFolderOfOurs(@TempDir Path base) throws IOException {
        Workspaces.create(base, RUN);
        assertThat(base.resolve("runs/.gitignore")).hasContent("*");
        assertThat(base.resolve(".gitignore")).doesNotExist();
    }

    @Test
    void aFolderRunsOfTheUsersOwnIsNotHiddenFromGit(@TempDir Path base) throws IOException {
        Files.createDirectory(base.resolve("runs"));
        Workspaces.create(base, RUN);
        assertThat(base.resolve("runs/.gitignore")).doesNotExist();
        Files.writeString(base.resolve("runs/.gitignore"), "mine\n");
        Workspaces.create(base, "second");
        assertThat(base.resolve("runs/.gitignore")).hasContent("mine");
    }

    @Test
    void aRunNeverTakesOverAFolderThatIsThere(@TempDir Path base) {
        assertThat(Workspaces.create(base, RUN).run()).isDirectory();
        assertThatThrownBy(() -> Workspaces.create(base, RUN))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("workspace.directory");
    }

    @Test
    void aLinkInThePlaceOfTheRunsIsNotFollowed(@TempDir Path base) throws IOException {
        Path elsewhere = Files.createDirectory(base.resolve("elsewhere"));
        Path directory = Files.createDirectory(base.resolve(".massgen"));
        Files.createSymbolicLink(directory.resolve("runs"), elsewhere);
        assertThatThrownBy(() -> Workspaces.create(directory, RUN)).isInstanceOf(WorkspaceException.class);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aRunIdIsOnePathSegment(@TempDir Path base) {
        assertThatThrownBy(() -> Workspaces.create(base, "../x")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aToolThatSharesAWorkspaceOwnsItAndIsNeverRoot(@TempDir Path base) throws IOException {
        Workspaces.Workspace workspace = Workspaces.create(base, RUN).of(new Alias(1));
        RunAs.Ids user = (RunAs.Ids) workspace.user();
        assertThat(user.uid()).isNotZero().isEqualTo(uid(workspace.path()));
        assertThat(user.uid()).isEqualTo(uid(base) == 0 ? 65532 : uid(base));
    }

    @Test
    void aFileOfRootIsSharedWithNobody() {
        assertThat(Workspaces.userFor(Path.of("/etc/passwd"))).isEqualTo(RunAs.NOBODY);
    }

    @Test
    void onlyTheMarkedFolderOfTheRunIsMadeAndNothingThatWasThereIsTouched(@TempDir Path base) throws IOException {
        Path mine = Files.writeString(base.resolve("mine.txt"), "mine");
        Path earlier = Files.createDirectories(base.resolve("runs/earlier"));
        Files.writeString(earlier.resolve("notes"), "kept");
        Workspaces.create(base, RUN).of(new Alias(1));
        assertThat(mine).hasContent("mine");
        assertThat(earlier.resolve("notes")).hasContent("kept");
        assertThat(earlier.resolve(Workspaces.MARKER)).doesNotExist();
        assertThat(base.resolve("runs").resolve(RUN).resolve(Workspaces.MARKER)).isRegularFile();
    }

    @Test
    void theFolderOfRunsMayBeALinkOfTheUsersAndIsResolvedOnce(@TempDir Path base) throws IOException {
        Path real = Files.createDirectory(base.resolve("big-disk"));
        Path link = Files.createSymbolicLink(base.resolve("link"), real);
        assertThat(Workspaces.create(link, RUN).run())
                .isEqualTo(real.toRealPath().resolve("runs").resolve(RUN));
    }

    @Test
    void aLinkInThePlaceOfTheRunIsNotFollowed(@TempDir Path base) throws IOException {
        Path elsewhere = Files.createDirectory(base.resolve("elsewhere"));
        Files.createDirectory(base.resolve("runs"));
        Files.createSymbolicLink(base.resolve("runs").resolve(RUN), elsewhere);
        assertThatThrownBy(() -> Workspaces.create(base, RUN)).isInstanceOf(WorkspaceException.class);
        assertThat(elsewhere).isEmptyDirectory();
    }

    @Test
    void aDanglingLinkIsNotFollowedEither(@TempDir Path base) throws IOException {
        Path nowhere = base.resolve("nowhere");
        Files.createSymbolicLink(base.resolve("runs"), nowhere);
        assertThatThrownBy(() -> Workspaces.create(base, RUN)).isInstanceOf(WorkspaceException.class);
        assertThat(nowhere).doesNotExist();
    }

    @Test
    void aLinkInThePlaceOfAWorkspaceIsNotFollowedAndNotGivenAway(@TempDir Path base) throws IOException {
        Path elsewhere = Files.createDirectory(base.resolve("elsewhere"));
        int owner = uid(elsewhere);
        Workspaces workspaces = Workspaces.create(base, RUN);
        Path agent = Files.createDirectories(workspaces.run().resolve("agents/agent1"));
        Files.createSymbolicLink(agent.resolve("workspace"), elsewhere);
        assertThatThrownBy(() -> workspaces.of(new Alias(1)))
                .isInstanceOf(WorkspaceException.class)
                .hasMessageContaining("cannot make the workspace of agent1 in ");
        assertThat(elsewhere).isEmptyDirectory();
        assertThat(uid(elsewhere)).isEqualTo(owner);
    }

    @Test
    void aLinkIsJudgedByItselfAndNotByWhatItPointsTo(@TempDir Path base) throws IOException {
        boolean root = uid(base) == 0;
        Path target = root ? Files.createFile(base.resolve("target")) : Path.of("/etc/passwd");
        if (root) {
            Files.setAttribute(target, "unix:uid", 1234);
        }
        Path link = Files.createSymbolicLink(base.resolve("link"), target);
        RunAs.Ids user = (RunAs.Ids) Workspaces.userFor(link);
        assertThat(user.uid()).isEqualTo(root ? 65532 : uid(base));
    }

    @Test
    void aFileInThePlaceOfTheFolderIsAClearFailure(@TempDir Path base) throws IOException {
        Path file = Files.writeString(base.resolve("a\u001bfile"), "x");
        assertThatThrownBy(() -> Workspaces.create(file, RUN))
                .isInstanceOfSatisfying(
                        WorkspaceException.class, e -> assertThat(e.code()).isEqualTo("workspace.unusable"))
                .hasMessageContaining("cannot make the folder of run " + RUN)
                .hasMessageContaining("choose another workspace.directory")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\u001b"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", ".", "..", "a/b", "/abs", "-x", "a b", "a\u0000"})
    void noOtherNameLeavesTheFolder(String id, @TempDir Path base) {
        assertThatThrownBy(() -> Workspaces.create(base, id)).isInstanceOf(IllegalArgumentException.class);
        assertThat(base).isEmptyDirectory();
    }

    @Test
    void aWorkspaceIsMadeOnceHoweverManyAsk(@TempDir Path base) {
        Workspaces workspaces = Workspaces.create(base, RUN);
        assertThat(IntStream.range(0, 64)
                        .parallel()
                        .mapToObj(i -> workspaces.of(new Alias(1 + i % 4)))
                        .distinct())
                .hasSize(4);
    }

    @ParameterizedTest
    @CsvSource({
        "1000,1000,1000,1000",
        "1000,0,1000,65532",
        "0,0,65532,65532",
        "0,1000,65532,65532",
        "65532,65532,65532,65532"
    })
    void aToolHasTheRightsOfTheOwnerButNeitherRootsNorThoseOfRootsGroup(int uid, int gid, int asUid, int asGid) {
        assertThat(FileOwner.unprivileged(new RunAs.Ids(uid, gid))).isEqualTo(new RunAs.Ids(asUid, asGid));
    }

    @Test
    void whatIsNotThereBelongsToNobody(@TempDir Path base) {
        assertThat(Workspaces.userFor(base.resolve("nothing"))).isEqualTo(RunAs.NOBODY);
    }
}
