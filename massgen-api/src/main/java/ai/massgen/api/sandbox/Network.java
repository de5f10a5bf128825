package ai.massgen.api.sandbox;

/** What a process may reach. New kinds may be added: a sandbox refuses a kind it does not know. */
public enum Network {
    /** Nothing: a loopback interface and no resolver. The default. */
    NONE,
    /** Everything the engine's default network reaches. Explicit only, and warned about. */
    OPEN
}
