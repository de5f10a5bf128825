package ai.massgen.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(OS.WINDOWS)
class ImagesCommandTest {
    @TempDir
    Path folder;

    @Test
    void withoutACheckoutItSaysWhatIsMissing() {
        Outcome outcome = new Shell(folder).run("images", "list");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("MASSGEN_HOME names none", "./massgen");
    }

    @Test
    void aFolderThatIsNoCheckoutIsNamed() {
        Outcome outcome = new Shell(folder).variable("MASSGEN_HOME", "/nowhere").run("images", "build", "all");

        assertThat(outcome.code()).isEqualTo(2);
        assertThat(outcome.err()).contains("'/nowhere'", "scripts/images");
    }

    @Test
    void theScriptGetsTheArgumentsAndTheEnvironmentAndDecidesTheExitCode() throws IOException {
        Shell shell = new Shell(folder)
                .file("home/scripts/images", "#!/bin/sh\necho \"$* $MARK\" >\"$PWD/called\"\nexit 4\n")
                .variable("MASSGEN_HOME", folder.resolve("home").toString())
                .variable("MARK", "marked");
        assertThat(folder.resolve("home/scripts/images").toFile().setExecutable(true))
                .isTrue();

        Outcome outcome = shell.run("images", "build", "one", "two");

        assertThat(outcome.code()).isEqualTo(4);
        assertThat(Files.readString(folder.resolve("called"))).isEqualTo("build one two marked\n");
    }
}
