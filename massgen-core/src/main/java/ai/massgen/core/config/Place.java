package ai.massgen.core.config;

/** A place in a source; line and column count from 1 and are 0 in a configuration that a program built. */
record Place(String source, int line, int column) {}
