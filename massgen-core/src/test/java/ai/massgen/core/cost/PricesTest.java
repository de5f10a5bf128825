package ai.massgen.core.cost;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.Price;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PricesTest {
    private static Price price(int input) {
        BigDecimal amount = BigDecimal.valueOf(input);
        return new Price(amount, amount, amount, amount);
    }

    private static Optional<Integer> found(Map<String, Price> prices, String backend, String model) {
        return new Prices(prices).of(backend, model).map(price -> price.input().intValue());
    }

    @Test
    void anExactNameComesBeforePatternsAndOfThoseTheFirst() {
        Map<String, Price> prices = new LinkedHashMap<>();
        prices.put("*", price(1));
        prices.put("gpt-*", price(2));
        prices.put("gpt-6", price(3));

        assertThat(found(prices, "openai", "gpt-6")).contains(3);
        assertThat(found(prices, "openai", "gpt-7")).contains(1);
    }

    @Test
    void aNameCanSayOfWhichBackend() {
        Map<String, Price> prices = Map.of("openai/llama", price(1), "claude/*", price(2));

        assertThat(found(prices, "openai", "llama")).contains(1);
        assertThat(found(prices, "claude", "llama")).contains(2);
        assertThat(found(prices, "gemini", "llama")).isEmpty();
    }

    @Test
    void whatIsNoPatternIsTakenLiterally() {
        Map<String, Price> prices = Map.of("gpt-5.?", price(1), "a+(b)*", price(2));

        assertThat(found(prices, "x", "gpt-5.4")).contains(1);
        assertThat(found(prices, "x", "gpt-5x4")).isEmpty();
        assertThat(found(prices, "x", "a+(b)c")).contains(2);
        assertThat(found(prices, "x", "aab")).isEmpty();
    }
}
