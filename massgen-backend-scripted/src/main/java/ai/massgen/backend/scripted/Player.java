package ai.massgen.backend.scripted;

import ai.massgen.api.backend.ModelRequest;

/** Decides what the model does in a call. Thread-safe. */
interface Player {
    Cue next(ModelRequest request);
}
