package ai.massgen.sandbox.podman;

import ai.massgen.toolkit.container.AttachedStreams;
import ai.massgen.toolkit.container.KernelFiles;
import ai.massgen.toolkit.container.SecretInput;
import ai.massgen.toolkit.container.Teardown;

/**
 * What a running container consists of on our side.
 *
 * @param id Podman's id
 * @param name the name
 * @param streams its standard streams
 * @param exit how its end is learnt
 * @param secrets what its programs are handed
 * @param kernel what the kernel says about it
 * @param teardown how it is removed
 */
record ContainerParts(
        String id,
        String name,
        AttachedStreams streams,
        ExitWatch exit,
        SecretInput secrets,
        KernelFiles kernel,
        Teardown teardown) {}
