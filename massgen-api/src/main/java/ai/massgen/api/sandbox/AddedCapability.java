package ai.massgen.api.sandbox;

/**
 * The Linux capabilities that may be given back to a process that has none. The list is short on purpose: nothing on it
 * reaches outside a container.
 */
public enum AddedCapability {
    /** Change owners of files. */
    CHOWN,
    /** Ignore permission bits of files inside the container. */
    DAC_OVERRIDE,
    /** Act as the owner of any file inside the container. */
    FOWNER,
    /** Signal any process inside the container. */
    KILL,
    /** Bind ports below 1024. */
    NET_BIND_SERVICE,
    /** Change group ids. */
    SETGID,
    /** Change user ids. */
    SETUID
}
