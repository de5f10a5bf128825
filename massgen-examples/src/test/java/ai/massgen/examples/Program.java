package ai.massgen.examples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a program as its user would: in a JVM of its own, in a folder of its own. */
final class Program {
    private static final long PATIENCE_SECONDS = 120;

    private Program() {}

    /** Runs a main class of this module, or of a folder, and gives what it printed. It must end well. */
    static String run(String mainClass, Path folder, List<Path> moreClasses, String... arguments)
            throws IOException, InterruptedException {
        List<String> classPath =
                new ArrayList<>(moreClasses.stream().map(Path::toString).toList());
        classPath.add(System.getProperty("java.class.path"));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dfile.encoding=UTF-8",
                "-Dstdout.encoding=UTF-8",
                "-cp",
                String.join(File.pathSeparator, classPath),
                mainClass));
        command.addAll(List.of(arguments));
        Path out = Files.createTempFile(folder, "stdout", ".txt");
        Path err = Files.createTempFile(folder, "stderr", ".txt");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as("%s ends within %d s", mainClass, PATIENCE_SECONDS)
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as("exit code of %s, which wrote %s", mainClass, Files.readString(err))
                .isZero();
        return Files.readString(out);
    }
}
