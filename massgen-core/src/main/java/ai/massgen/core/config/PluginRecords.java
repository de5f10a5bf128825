package ai.massgen.core.config;

import ai.massgen.api.MassGenException;
import java.util.List;

/** The settings records of the plugins that are installed. Thread-safe. */
public interface PluginRecords {
    /**
     * The record of a backend.
     *
     * @param name the backend's name
     * @return the class of its settings
     * @throws MassGenException if there is no such backend; the message says what to do
     */
    Class<? extends Record> backendRecord(String name);

    /**
     * The record of a sandbox.
     *
     * @param name the sandbox's name
     * @return the class of its settings
     * @throws MassGenException if there is no such sandbox; the message says what to do
     */
    Class<? extends Record> sandboxRecord(String name);

    /**
     * The backends that can be used.
     *
     * @return names in alphabetical order
     */
    List<String> backendNames();

    /**
     * The sandboxes that can be used.
     *
     * @return names in alphabetical order
     */
    List<String> sandboxNames();
}
