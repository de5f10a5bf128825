package ai.massgen.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

/** Tells what is there and what is missing. */
@Command(
        name = "doctor",
        description =
                "Tell what is there and what is missing: Java, configuration, keys, engines and what they can enforce.")
final class DoctorCommand implements Callable<Integer> {
    private final Context context;

    DoctorCommand(Context context) {
        this.context = context;
    }

    @Override
    public Integer call() throws Exception {
        Thread asking = Thread.currentThread();
        return context.cancellation().during(asking::interrupt, new Examination(context)::report);
    }
}
