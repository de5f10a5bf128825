package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.api.sandbox.SandboxProcess;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A program that is killed: starts containers, one for each command, says their ids, and waits. */
final class Victim {
    private Victim() {}

    /** Arguments: a folder, a prefix of names, and shell commands. */
    public static void main(String[] args) throws Exception {
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        Sandbox sandbox = new DockerSandbox().open(RealEngine.config(), TestContext.in(Path.of(args[0])));
        ImageId image =
                sandbox.prepare(new ImageSource.Reference(RealEngine.BUSYBOX, ImageSource.Pull.NEVER), progress -> {});
        for (int i = 2; i < args.length; i++) {
            @Nullable SandboxProcess process = sandbox.start(
                    ProcessSpec.builder(args[1] + i)
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
}
