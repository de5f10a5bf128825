package ai.massgen.testkit.hostile;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.testkit.sandbox.ContainerLab;
import ai.massgen.testkit.sandbox.TestSurroundings;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program that is killed: starts containers, one for each command, says their ids, and waits. */
final class Victim {
    private Victim() {}

    /** Arguments: the class that opens the sandbox, a folder, a prefix of names, and shell commands. */
    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Sandbox sandbox = opening(args[0]).open(new TestSurroundings(Path.of(args[1]), Map.of()));
        ImageId image = sandbox.prepare(
                new ImageSource.Reference(ContainerLab.BUSYBOX, ImageSource.Pull.NEVER), progress -> {});
        for (int i = 3; i < args.length; i++) {
            @Nullable SandboxProcess process = sandbox.start(
                    ProcessSpec.builder(args[2] + i)
                            .image(image)
                            .command(List.of("/bin/sh", "-c", args[i]))
                            .labels(Map.of(SandboxLabels.OWNER, "victim"))
                            .build(),
                    bytes -> {});
            out.println(process.id());
        }
        out.println("ready");
        boolean ended = System.in.read() < 0;
        sandbox.close();
        out.println(ended);
    }

    private static SandboxOpening opening(String type) throws ReflectiveOperationException {
        Constructor<?> constructor = Class.forName(type).getDeclaredConstructor();
        constructor.setAccessible(true);
        return (SandboxOpening) constructor.newInstance();
    }
}
