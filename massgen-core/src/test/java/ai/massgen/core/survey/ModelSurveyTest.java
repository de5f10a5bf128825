package ai.massgen.core.survey;

import static org.assertj.core.api.Assertions.assertThat;

import ai.massgen.api.backend.ModelInfo;
import ai.massgen.api.backend.Price;
import ai.massgen.core.config.ConfigReader;
import ai.massgen.core.config.LoadedConfig;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class ModelSurveyTest {
    private static final Price PRICE = new Price(BigDecimal.ONE, BigDecimal.TEN, new BigDecimal("0.1"), BigDecimal.ONE);

    private static LoadedConfig config(Shop... shops) {
        return new ConfigReader(Shop.providers(shops), Map.of()).read("c.yaml", """
                version: 1
                agents:
                  - {id: ada, backend: {type: a, model: m1}}
                  - {id: ben, backend: {type: a, model: m2}}
                  - {id: cleo, backend: {type: a, model: m3, place: elsewhere}}
                """, Path.of("/srv"));
    }

    @Test
    void agentsThatAskAtTheSamePlaceAreAskedOnce() throws InterruptedException {
        Shop shop = new Shop("a").listing(ModelInfo.of("m1"));

        List<Listing> listings = Shop.models(Map.of(), shop).online(Optional.of(config(shop)), name -> true);

        assertThat(listings).extracting(Listing::from).containsExactly("agent ada", "agent cleo");
        assertThat(shop.asked()).isEqualTo(2);
    }

    @Test
    void whatTheProviderDoesNotSayThePluginMayKnow() throws InterruptedException {
        LocalDate day = LocalDate.of(2027, 1, 14);
        Shop shop = new Shop("a", "A_KEY")
                .listing(ModelInfo.of("m1").endingOn(day), ModelInfo.of("m2"))
                .knowing(ModelInfo.of("m1")
                        .costing(PRICE)
                        .endingOn(LocalDate.EPOCH)
                        .sized(OptionalLong.of(1000), OptionalLong.empty()));

        List<ModelInfo> models = Shop.models(Map.of("A_KEY", "x"), shop)
                .online(Optional.empty(), name -> true)
                .getFirst()
                .models();

        assertThat(models)
                .containsExactly(
                        ModelInfo.of("m1")
                                .costing(PRICE)
                                .endingOn(day)
                                .sized(OptionalLong.of(1000), OptionalLong.empty()),
                        ModelInfo.of("m2"));
    }

    @Test
    void aProviderThatFailsDoesNotHideTheOthers() throws InterruptedException {
        List<Listing> listings = Shop.models(
                        Map.of("A_KEY", "x", "B_KEY", "x"),
                        new Shop("a", "A_KEY").listing(ModelInfo.of("m1")),
                        new Shop("b", "B_KEY").failing())
                .online(Optional.empty(), name -> true);

        assertThat(listings).hasSize(2);
        assertThat(listings.get(0).models()).hasSize(1);
        assertThat(listings.get(1).failure())
                .hasValueSatisfying(failure -> assertThat(failure.code()).isEqualTo("backend.authentication"));
    }

    @Test
    void serversOnThisMachineAreAskedToo() throws InterruptedException {
        assertThat(Shop.models(
                                Map.of(),
                                new Shop("l").serving("Ollama", "llama").listing(ModelInfo.of("llama")))
                        .online(Optional.empty(), name -> true))
                .singleElement()
                .extracting(Listing::from)
                .isEqualTo("Ollama at http://127.0.0.1:1");
    }

    @Test
    void offlineNobodyIsAsked() {
        Shop shop = new Shop("a", "A_KEY").knowing(ModelInfo.of("m1"), ModelInfo.of("m9"));

        List<Listing> listings =
                Shop.models(Map.of("A_KEY", "x"), shop, new Shop("b")).offline(Optional.of(config(shop)), "a"::equals);

        assertThat(listings).singleElement().extracting(Listing::models).isEqualTo(shop.knownModels(LocalDate.EPOCH));
        assertThat(shop.asked()).isZero();
    }

    @Test
    void aModelIsWrittenForProgramsWithoutWhatIsUnknown() {
        assertThat(OfferJson.write("a", "agent ada", ModelInfo.of("m1"), Optional.empty())
                        .text())
                .isEqualTo("{\"backend\":\"a\",\"from\":\"agent ada\",\"model\":\"m1\"}");
        assertThat(OfferJson.write(
                                "a",
                                "A_KEY",
                                ModelInfo.of("m1").costing(PRICE).endingOn(LocalDate.of(2026, 12, 1)),
                                Optional.of("shuts down"))
                        .text())
                .contains(
                        "\"price\":{\"input\":1,\"output\":10,\"cached_input\":0.1,\"cache_write\":1}",
                        "\"shutdown\":\"2026-12-01\"",
                        "\"warning\":\"shuts down\"");
    }

    @Test
    void whatHoldsTheKeysDoesNotPrintThem() {
        assertThat(Shop.context(Map.of("A_KEY", "very secret"))).asString().doesNotContain("very secret");
    }
}
