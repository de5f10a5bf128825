package ai.massgen.testkit.hostile;

import ai.massgen.api.sandbox.SandboxProcess;
import ai.massgen.testkit.sandbox.ContainerLab;
import ai.massgen.testkit.sandbox.TestRuntime;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/** A container beside a hostile one, which must go on answering. It repeats what it is told. */
final class Neighbour implements AutoCloseable {
    private final SandboxProcess process;

    private Neighbour(SandboxProcess process) {
        this.process = process;
    }

    static Neighbour beside(ContainerLab lab, TestRuntime runtime) throws IOException, InterruptedException {
        Neighbour neighbour =
                new Neighbour(lab.start(lab.spec("cat").policy(runtime.policy().build())));
        Duration ignored = neighbour.answer();
        return neighbour;
    }

    /** How long one answer takes. */
    Duration answer() throws IOException {
        long begin = System.nanoTime();
        process.stdin().write("still there?\n".getBytes(StandardCharsets.UTF_8));
        String answer = ContainerLab.line(process);
        if (!answer.equals("still there?")) {
            throw new IOException("it answered '" + answer + "'");
        }
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** The 95th of a hundred answers, by time. */
    Duration slowAnswer() throws IOException {
        List<Duration> answers = new ArrayList<>();
        for (int i = 0; i < 100; i++) {
            answers.add(answer());
        }
        Collections.sort(answers);
        return answers.get(94);
    }

    @Override
    public void close() {
        process.close();
    }
}
