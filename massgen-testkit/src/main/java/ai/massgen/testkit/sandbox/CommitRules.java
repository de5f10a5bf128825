package ai.massgen.testkit.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import ai.massgen.api.sandbox.CommitSpec;
import ai.massgen.api.sandbox.ImageId;
import ai.massgen.api.sandbox.ImageSource;
import ai.massgen.api.sandbox.IsolationPolicy;
import ai.massgen.api.sandbox.ProcessSpec;
import ai.massgen.api.sandbox.RunAs;
import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxLabels;
import ai.massgen.api.sandbox.SandboxProcess;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;

/** What holds for images that are made of what a container holds. */
final class CommitRules {
    /** Writes the program of the image, a file beside it, and one that is not part of it. */
    static final String FILL = "mkdir -p /usr/made && echo kept >/usr/made/file && echo lost >/tmp/file"
            + " && printf '#!/bin/sh\\ncat /usr/made/file; id -u; echo \"$MADE\"; ls /tmp\\n' >/usr/made/run"
            + " && chmod 755 /usr/made/run && echo ready && cat";

    /** What filling needs: a root that can be written, and its owner. */
    static final IsolationPolicy POLICY =
            TestPolicy.locked().user(new RunAs.Ids(0, 0)).writableRoot().build();

    private CommitRules() {}

    static CommitSpec spec(String program) {
        return new CommitSpec(
                "massgen.local/test/commit:" + ProcessHandle.current().pid(),
                List.of(program),
                Map.of("MADE", "by a test = yes"),
                new RunAs.Ids(65532, 65532),
                Map.of("ai.massgen.recipe", "abc"));
    }

    static Kind refusal(SandboxProcess process, String program) {
        SandboxException e = catchThrowableOfType(SandboxException.class, () -> process.commit(spec(program)));
        return Objects.requireNonNull(e, "an image was made").kind();
    }

    /** The image has what the container holds and what is asked for, and the container goes on. */
    static ImageId madeOf(SandboxProcess process, Sandbox sandbox) throws Exception {
        assertThat(process.stdout().readNBytes(6)).asString().isEqualTo("ready\n");
        assertThat(refusal(process, "/usr/made/no-such-program")).isEqualTo(Kind.BUILD_FAILED);
        ImageId image = process.commit(spec("/usr/made/run"));
        process.stdin().write("on\n".getBytes(StandardCharsets.UTF_8));
        assertThat(process.stdout().readNBytes(3)).asString().isEqualTo("on\n");
        ImageSource name = new ImageSource.Reference(image.reference(), ImageSource.Pull.NEVER);
        assertThat(sandbox.prepare(name, progress -> {}).id()).isEqualTo(image.id());
        return image;
    }

    /** Runs the image's own program as the image's own user. */
    static void runs(ProcessSpec.Builder spec, ImageId image, Sandbox sandbox) throws Exception {
        ProcessSpec own = spec.image(image)
                .command(List.of())
                .policy(TestPolicy.locked().user(new RunAs.ImageUser()).build())
                .build();
        try (SandboxProcess process = sandbox.start(own, bytes -> {})) {
            assertThat(process.stdout().readAllBytes()).asString().isEqualTo("kept\n65532\nby a test = yes\n");
        }
    }

    /** Whoever runs the image by hand has a container of his own, not one of ours. */
    static void belongsToNobody(ProcessSpec.Builder spec, ImageId image, Sandbox sandbox) throws Exception {
        ProcessSpec strange = spec.image(image)
                .command(List.of("/bin/sh", "-c", "cat"))
                .labels(Map.of())
                .build();
        try (SandboxProcess process = sandbox.start(strange, bytes -> {})) {
            List<String> owners = new CopyOnWriteArrayList<>();
            sandbox.sweep(found -> {
                if (found.id().equals(process.id())) {
                    owners.add(found.labels().getOrDefault(SandboxLabels.OWNER, ""));
                }
                return false;
            });
            assertThat(owners).allMatch(String::isEmpty);
        }
    }
}
