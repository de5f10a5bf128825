package ai.massgen.core.workspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.massgen.api.sandbox.RunAs;
import ai.massgen.core.protocol.Alias;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
    void runsAreKeptOutOfGitAndTheUsersOwnSettingStays(@TempDir Path base) throws IOException {
        Path directory = base.resolve(".massgen");
        assertThat(Workspaces.create(directory, RUN).directory().resolve(".gitignore"))
                .hasContent("*");
        Files.writeString(directory.resolve(".gitignore"), "runs/\n");
        assertThat(Workspaces.create(directory, "second").directory().resolve(".gitignore"))
                .hasContent("runs/");
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
}
