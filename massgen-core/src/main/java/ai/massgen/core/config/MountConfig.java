package ai.massgen.core.config;

import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import ai.massgen.api.sandbox.Mount;
import java.nio.file.Path;

/**
 * A folder or file of this machine that a tool sees. Immutable. Nothing is checked against the disk here.
 *
 * @param path the folder or file, relative to the configuration file's folder
 * @param target where the tool sees it, an absolute path
 * @param access what the tool may do with it
 */
public record MountConfig(
        @Doc("A folder or file of this machine, relative to this file's folder.")
        Path path,

        @Doc("Where the server sees it.")
        @Form(value = "/[^:,]+", says = "an absolute path without colon and comma, such as /data")
        String target,

        @Doc("What the server may do with it.") @Default("read-only")
        Mount.Access access) {}
