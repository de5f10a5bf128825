package ai.massgen.sandbox.docker;

import ai.massgen.toolkit.container.AttachedStreams;
import ai.massgen.toolkit.container.SecretInput;
import ai.massgen.toolkit.container.Teardown;

/**
 * What a running container consists of on our side.
 *
 * @param id the engine's id
 * @param name the name
 * @param streams its standard streams
 * @param exit how its end is learnt
 * @param secrets what its programs are handed
 * @param marks what the engine's events say about it
 * @param teardown how it is removed
 */
record ContainerParts(
        String id,
        String name,
        AttachedStreams streams,
        ExitWatch exit,
        SecretInput secrets,
        EngineEvents.Marks marks,
        Teardown teardown) {}
