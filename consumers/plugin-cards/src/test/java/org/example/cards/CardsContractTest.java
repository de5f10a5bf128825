package org.example.cards;

import ai.massgen.api.Json;
import ai.massgen.api.backend.Backend;
import ai.massgen.api.backend.BackendException;
import ai.massgen.testkit.backend.BackendContract;
import ai.massgen.testkit.backend.Scene;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.example.cards.CardsBackend.Card;
import org.example.cards.CardsBackend.Config;

class CardsContractTest extends BackendContract<Config> {
    @Override
    protected Backend<Config> backend() {
        return new CardsBackend();
    }

    @Override
    protected Optional<Config> playing(Scene scene) {
        return switch (scene) {
            case TEXT -> says(scene.text(), Optional.empty());
            case ECHO -> says("{question}", Optional.empty());
            case TOOL_CALL -> says(scene.text(), Optional.of("look"));
            case FAILURE -> plays(Optional.empty(), Optional.empty(), Optional.of(Scene.failure()), Duration.ZERO);
            case SILENCE -> plays(Optional.of("late"), Optional.empty(), Optional.empty(), Duration.ofMinutes(1));
            default -> Optional.empty();
        };
    }

    private static Optional<Config> says(String text, Optional<String> tool) {
        return plays(Optional.of(text), tool, Optional.empty(), Duration.ZERO);
    }

    private static Optional<Config> plays(
            Optional<String> say, Optional<String> tool, Optional<BackendException.Kind> fail, Duration pause) {
        return Optional.of(new Config(List.of(new Card(
                Optional.empty(),
                say,
                tool,
                tool.map(name -> new Json("{\"at\":1}")),
                fail,
                Optional.of(pause)))));
    }
}
