package ai.massgen.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** Makes and lists the example images, with the scripts of a checkout. */
@Command(name = "images", description = "Make or list the example images of tool servers.")
final class ImagesCommand implements Callable<Integer> {
    private static final long STOP_SECONDS = 10;

    private final Context context;

    ImagesCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() {
        throw new UsageException("what about the images? massgen images list, or massgen images build NAME");
    }

    @Command(name = "list", description = "List the images, and which of them the engine has.")
    int list() throws Exception {
        return script(List.of("list"));
    }

    @Command(
            name = "build",
            description = "Assemble images and load them into the engine. Downloads Debian and npm packages; installs"
                    + " nothing.")
    int build(
            @Parameters(arity = "1..*", paramLabel = "NAME", description = "Names of images, or all.")
                    List<String> names)
            throws Exception {
        List<String> arguments = new ArrayList<>(List.of("build"));
        arguments.addAll(names);
        return script(arguments);
    }

    private int script(List<String> arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(script().toString()));
        command.addAll(arguments);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(context.terminal().workingDirectory().toFile())
                .inheritIO();
        builder.environment().clear();
        builder.environment().putAll(context.terminal().environment());
        context.terminal().out().flush();
        Thread waiting = Thread.currentThread();
        return context.cancellation().during(waiting::interrupt, () -> end(builder.start()));
    }

    private static int end(Process script) throws InterruptedException {
        try {
            return script.waitFor();
        } catch (InterruptedException e) {
            script.destroy();
            if (!script.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
                script.destroyForcibly();
            }
            throw e;
        }
    }

    private Path script() throws IOException {
        String home = context.terminal().variable("MASSGEN_HOME");
        if (home.isBlank()) {
            throw new UsageException(
                    "the recipes of the images are in a checkout of MassGen, and MASSGEN_HOME names none;"
                            + " run ./massgen in the checkout, or set MASSGEN_HOME to it");
        }
        Path script = context.terminal()
                .workingDirectory()
                .resolve(home)
                .resolve("scripts")
                .resolve("images");
        if (!Files.isExecutable(script)) {
            throw new UsageException("MASSGEN_HOME is '" + home
                    + "', which is no checkout of MassGen: there is no program" + " scripts/images in it");
        }
        return script;
    }
}
