/**
 * A small HTTP/1.1 client for servers that are strangers: it resolves a name once, checks every address, connects to the
 * one that was checked, and reads nothing without a bound.
 */
@NullMarked
package ai.massgen.core.http;

import org.jspecify.annotations.NullMarked;
