package ai.massgen.core.config;

import java.util.Objects;

/**
 * The settings of one plugin, bound to the record that the plugin declares. Immutable.
 *
 * @param type the plugin's name, such as {@code openai}
 * @param settings an instance of the plugin's settings record
 */
public record PluginSettings(String type, Record settings) {
    /** Checks for null. */
    public PluginSettings {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(settings, "settings");
    }
}
