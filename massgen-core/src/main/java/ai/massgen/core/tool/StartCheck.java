package ai.massgen.core.tool;

import ai.massgen.api.sandbox.ImageId;
import ai.massgen.core.pin.PinOrigin;
import ai.massgen.core.pin.ToolPin;
import java.util.List;
import java.util.Optional;

/** Looks at what a server turns out to be. Thread-safe. */
interface StartCheck {
    /**
     * Looks at the image before anything of it runs.
     *
     * @throws ai.massgen.api.MassGenException if it must not run
     */
    void image(Optional<ImageId> image);

    /**
     * Looks at what the server lists after its start, before any call passes.
     *
     * @throws ai.massgen.api.MassGenException if it must not be used
     */
    void listing(PinOrigin origin, List<ToolPin> tools) throws InterruptedException;

    /** Looks at what the server lists later, before the next call passes. */
    void relisting(List<ToolPin> tools);
}
