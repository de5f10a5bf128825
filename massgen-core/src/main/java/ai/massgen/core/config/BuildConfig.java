package ai.massgen.core.config;

import ai.massgen.api.config.Default;
import ai.massgen.api.config.Doc;
import ai.massgen.api.config.Max;
import ai.massgen.api.config.Min;
import ai.massgen.api.sandbox.Network;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What the images of packages are built with. Immutable.
 *
 * @param nodeBase the image that packages of npm are installed on
 * @param pythonBase the image that packages of PyPI are installed on
 * @param caFile certificates of authorities that the package manager trusts besides its own
 * @param network what an installation reaches
 * @param timeout how long installing a package may take
 */
public record BuildConfig(
        @Doc("The image that npx packages are installed on: with node, npm and /bin/sh.") @Default("node:24-slim")
        String nodeBase,

        @Doc("The image that uvx packages are installed on: with python3, pip and /bin/sh.")
        @Default("python:3.13-slim")
        String pythonBase,

        @Doc(
                "A PEM file with certificates that npm trusts too, and pip instead of its own, while a package is installed.")
        Optional<Path> caFile,

        @Doc("What installing a package reaches: everything, or nothing, if the base image holds the packages.")
        @Default("open")
        Network network,

        @Doc("How long installing a package may take.") @Default("10m") @Min("1s") @Max("24h") Duration timeout) {}
