package ai.massgen.testkit.sandbox;

import ai.massgen.api.sandbox.Evidence;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What a container sees of itself: the answers of a number of commands, asked in one container, which still runs when its
 * evidence is taken. Standard error is in the answers. Immutable.
 *
 * @param answers the answers by the names of their questions
 * @param evidence what is known of the container from outside
 */
public record Look(Map<String, String> answers, List<Evidence> evidence) {
    private static final String MARK = "=====";

    /** Copies them. */
    public Look {
        answers = Map.copyOf(answers);
        evidence = List.copyOf(evidence);
    }

    /**
     * Asks.
     *
     * @param sandbox where
     * @param spec the container, whose command is replaced
     * @param questions lines of shell by name
     * @return the answers
     * @throws IOException if it ends before it has answered
     * @throws InterruptedException if the thread is interrupted
     */
    public static Look at(Sandbox sandbox, ProcessSpec.Builder spec, Map<String, String> questions)
            throws IOException, InterruptedException {
        StringBuilder script = new StringBuilder("exec 2>&1\n");
        questions.forEach((name, command) -> script.append("printf '\\n%s\\n' '")
                .append(MARK)
                .append(name)
                .append("'\n(\n")
                .append(command)
                .append("\n)\n"));
        script.append("printf '\\n%s\\n' '").append(MARK).append("end'\ncat\n");
        spec.command(List.of("/bin/sh", "-c", script.toString()));
        ByteArrayOutputStream stderr = new ByteArrayOutputStream();
        try (SandboxProcess process = sandbox.start(spec.build(), stderr::writeBytes)) {
            try {
                return new Look(answers(process), process.evidence());
            } catch (IOException e) {
                throw new IOException(
                        "ended with " + process.awaitExit(ContainerLab.SOON) + ", standard error: " + stderr, e);
            }
        }
    }

    private static Map<String, String> answers(SandboxProcess process) throws IOException {
        Map<String, String> answers = new LinkedHashMap<>();
        String name = "";
        StringBuilder answer = new StringBuilder();
        for (String line = ContainerLab.line(process); ; line = ContainerLab.line(process)) {
            if (line.startsWith(MARK)) {
                answers.put(name, answer.toString().strip());
                answer.setLength(0);
                name = line.substring(MARK.length());
                if (name.equals("end")) {
                    return answers;
                }
            } else {
                answer.append(line).append('\n');
            }
        }
    }

    /**
     * One answer.
     *
     * @param name of which question
     * @return the answer
     */
    public String answer(String name) {
        return Objects.requireNonNull(answers.get(name), name);
    }
}
