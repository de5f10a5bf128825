package ai.massgen.sandbox.docker;

import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.DockerException;
import java.util.Locale;

/** Says why a container could not be created or started, and what to do. */
final class StartFailure {
    private StartFailure() {}

    static SandboxException of(DockerFailures failures, ContainerPlan plan, EngineFacts facts, DockerException e) {
        String text = DockerFailures.message(String.valueOf(e.getMessage())).toLowerCase(Locale.ROOT);
        String name = plan.spec().name();
        boolean noProgram = text.contains("executable file not found")
                || (text.contains("no such file or directory") && text.contains("exec"));
        if (e instanceof ConflictException) {
            return new SandboxException(
                    Kind.START_FAILED,
                    "container " + name + " exists already; remove what an earlier run left behind",
                    e);
        }
        if (text.contains("no such image")) {
            return new SandboxException(
                    Kind.IMAGE_MISSING, "image " + plan.image().reference() + " is gone from Docker", e);
        }
        if (text.contains("runtime name") || text.contains("unknown runtime")) {
            return new SandboxException(
                    Kind.START_FAILED,
                    "runtime '" + plan.runtime().orElse("") + "' is not installed on this engine; installed: "
                            + facts.runtimeNames(),
                    e);
        }
        if (noProgram && !plan.spec().secrets().isEmpty() && text.contains("/bin/sh")) {
            return new SandboxException(
                    Kind.REFUSED,
                    "container " + name + ": image " + plan.image().reference()
                            + " has no /bin/sh, which hands secrets to the server without showing them to the engine",
                    e);
        }
        if (noProgram) {
            return new SandboxException(
                    Kind.START_FAILED,
                    "container " + name + ": image " + plan.image().reference() + " has no program '"
                            + plan.command().get(0) + "'; check the server's command",
                    e);
        }
        return failures.answered(Kind.START_FAILED, "container " + name, e);
    }
}
