package ai.massgen.api.sandbox;

/** What a kind of sandbox can do. The engine asks before it relies on it. */
public enum SandboxCapability {
    /** Isolates what it runs. A sandbox without it runs plain processes and must be allowed explicitly. */
    ISOLATION,
    /** Runs images: {@link Sandbox#prepare} works and {@link ProcessSpec#image} is required. */
    IMAGES,
    /** Mounts folders of the machine that this JVM runs on. */
    HOST_MOUNTS,
    /** Runs further programs in the container of a running process: {@link SandboxProcess#exec} works. */
    EXEC,
    /** Makes images of what containers hold: {@link SandboxProcess#commit} works. Packages are built with it. */
    BUILD
}
