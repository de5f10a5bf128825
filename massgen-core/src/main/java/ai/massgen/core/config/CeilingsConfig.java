package ai.massgen.core.config;

import ai.massgen.api.config.ByteSize;
import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import java.time.Duration;

/**
 * What no tool may exceed. Immutable.
 *
 * @param memory memory of one tool
 * @param cpus processors of one tool
 * @param pids processes and threads of one tool
 * @param openFiles open files per process
 * @param tmpSize the size of {@code /tmp}
 * @param lifetime how long a server may live
 */
public record CeilingsConfig(
        @Doc("Memory of one tool.") @Default("2GiB") @Min("6MiB") ByteSize memory,

        @Doc("Processors of one tool.") @Default("4") @Min("0.01") @Max("1024") double cpus,

        @Doc("Processes and threads of one tool.") @Default("1024") @Min("1") int pids,

        @Doc("Open files per process.") @Default("65536") @Min("16") int openFiles,

        @Doc("The size of /tmp.") @Default("1GiB") @Min("64KiB") ByteSize tmpSize,

        @Doc("How long a server may live.") @Default("24h") @Min("1s") Duration lifetime) {}
