package ai.massgen.core.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrivateDirectoryTest {
    private final ThisMachine machine = new ThisMachine();
    private final OwnerIdentity self = machine.self();

    @Test
    void onlyItsOwnerMayEnterAndClosingDeletesIt(@TempDir Path parent) throws IOException {
        PrivateDirectory directory = PrivateDirectory.create(parent, self, machine);
        Files.writeString(
                Files.createDirectories(directory.path().resolve("a/b")).resolve("secret"), "x");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(directory.path())))
                .isEqualTo("rwx------");
        directory.close();
        directory.close();
        assertThat(parent).isEmptyDirectory();
    }

    @Test
    void whatAKilledProgramLeftIsDeletedAndNothingElse(@TempDir Path parent) throws IOException {
        OwnerIdentity dead = new OwnerIdentity(self.host(), self.boot(), self.pidNamespace(), self.pid(), "1");
        Path abandoned = Files.createDirectory(parent.resolve("massgen-private-1"));
        Files.writeString(abandoned.resolve("owner"), dead.label());
        Path living = Files.createDirectory(parent.resolve("massgen-private-2"));
        Files.writeString(living.resolve("owner"), self.label());
        Path foreign = Files.createDirectory(parent.resolve("massgen-private-3"));
        Path target = Files.createDirectory(parent.resolve("target"));
        Files.writeString(target.resolve("owner"), dead.label());
        Files.createSymbolicLink(parent.resolve("massgen-private-4"), target);
        try (PrivateDirectory directory = PrivateDirectory.create(parent, self, machine)) {
            assertThat(directory.path()).isDirectory();
            assertThat(abandoned).doesNotExist();
            assertThat(living).isDirectory();
            assertThat(foreign).isDirectory();
            assertThat(target.resolve("owner")).exists();
        }
    }
}
