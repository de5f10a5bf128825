package ai.massgen.sandbox.podman;

import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import java.util.Locale;

/** Says why a container could not be created, prepared or started, and what to do. */
final class StartFailure {
    private StartFailure() {}

    static SandboxException of(Plan plan, Answer answer) {
        String text = answer.message().toLowerCase(Locale.ROOT);
        String name = plan.spec().name();
        boolean noProgram = text.contains("command that was not found")
                || text.contains("executable file not found")
                || (text.contains("no such file or directory") && text.contains("exec:"));
        if (text.contains("name is already in use")) {
            return new SandboxException(
                    Kind.START_FAILED, "container " + name + " exists already; remove what an earlier run left behind");
        }
        if (text.contains("image not known")) {
            return new SandboxException(
                    Kind.IMAGE_MISSING, "image " + plan.image().reference() + " is gone from Podman");
        }
        if (noProgram && !plan.spec().secrets().isEmpty() && text.contains("/bin/sh")) {
            return new SandboxException(
                    Kind.REFUSED,
                    "container " + name + ": image " + plan.image().reference()
                            + " has no /bin/sh, which hands secrets to the server without showing them to the engine");
        }
        if (noProgram) {
            return new SandboxException(
                    Kind.START_FAILED,
                    "container " + name + ": image " + plan.image().reference() + " has no program '"
                            + plan.command().get(0) + "'; check the server's command");
        }
        if (text.contains("rlimit")) {
            return new SandboxException(
                    Kind.START_FAILED,
                    "container " + name + ": Podman may not set a limit that is asked for: " + answer.message()
                            + ". Its service has lower hard limits (ulimit -H) than this user; raise them.");
        }
        return Libpod.answered(Kind.START_FAILED, "container " + name, answer);
    }
}
