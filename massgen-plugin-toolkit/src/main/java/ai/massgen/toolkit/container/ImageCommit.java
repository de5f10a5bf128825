package ai.massgen.toolkit.container;

import ai.massgen.api.sandbox.CommitSpec;
import ai.massgen.api.sandbox.SandboxException;
import ai.massgen.api.sandbox.SandboxException.Kind;
import ai.massgen.api.sandbox.SandboxLabels;
import java.util.Collection;
import java.util.Map;
import java.util.TreeMap;

/** What the making of an image from a container is for every engine. */
public final class ImageCommit {
    private ImageCommit() {}

    /**
     * What is asked of the engine. Docker's words, which libpod speaks as well. The container goes on meanwhile.
     *
     * @param container the container's id
     * @param spec what the image is to be like
     * @return path and query
     */
    public static String path(String container, CommitSpec spec) {
        int colon = spec.reference().lastIndexOf(':');
        return "/commit?container=" + container + "&pause=false&repo="
                + EngineRequest.encoded(spec.reference().substring(0, colon)) + "&tag="
                + EngineRequest.encoded(spec.reference().substring(colon + 1));
    }

    /**
     * The labels of the image. An engine would copy those of the container, and every container of the image would then be
     * taken for one of ours, so they are made empty.
     *
     * @param spec what the image is to be like
     * @param own names of labels that the sandbox puts on its containers besides those of {@link SandboxLabels}
     * @return labels by name
     */
    public static Map<String, String> labels(CommitSpec spec, Collection<String> own) {
        Map<String, String> labels = new TreeMap<>();
        SandboxLabels.ALL.forEach(name -> labels.put(name, ""));
        own.forEach(name -> labels.put(name, ""));
        labels.putAll(spec.labels());
        return labels;
    }

    /**
     * The failure of an image whose program the engine does not see in the container.
     *
     * @param engine the engine's name
     * @param container the container's name
     * @param spec what the image was to be like
     * @return an exception of kind BUILD_FAILED
     */
    public static SandboxException unseen(String engine, String container, CommitSpec spec) {
        return new SandboxException(
                Kind.BUILD_FAILED,
                "image '" + spec.reference() + "' cannot be made: " + engine + " does not see "
                        + spec.entrypoint().getFirst() + " in container " + container
                        + ". A runtime that keeps what is written to itself does that: run gVisor with --overlay2=none, or"
                        + " build on another runtime.");
    }
}
