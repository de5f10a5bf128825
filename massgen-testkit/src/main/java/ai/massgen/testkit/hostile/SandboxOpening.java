package ai.massgen.testkit.hostile;

import ai.massgen.api.sandbox.Sandbox;
import ai.massgen.api.sandbox.SandboxContext;

/**
 * Opens the sandbox under test in a JVM of its own, which is going to be killed. An implementation is a class with a
 * constructor without parameters.
 */
public interface SandboxOpening {
    /**
     * Opens it.
     *
     * @param context what to open it with
     * @return an open sandbox
     * @throws Exception if that is not possible
     */
    Sandbox open(SandboxContext context) throws Exception;
}
