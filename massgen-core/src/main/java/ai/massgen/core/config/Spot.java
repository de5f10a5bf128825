package ai.massgen.core.config;

import ai.massgen.core.config.Node.Entry;

/**
 * A value with its surroundings.
 *
 * @param node the value
 * @param owner where the value is introduced: its key, or its own start in a list
 * @param path its path
 */
record Spot(Node node, Place owner, ConfigPath path) {
    static Spot root(Node node) {
        return new Spot(node, node.place(), ConfigPath.ROOT);
    }

    Spot under(String key, Entry entry) {
        return new Spot(entry.value(), entry.key(), path.key(key));
    }

    Spot at(int index, Node element) {
        return new Spot(element, element.place(), path.index(index));
    }

    Spot with(Node other) {
        return new Spot(other, owner, path);
    }
}
