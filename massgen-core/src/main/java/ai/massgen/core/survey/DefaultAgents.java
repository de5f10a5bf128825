package ai.massgen.core.survey;

import ai.massgen.api.Json;
import ai.massgen.core.provider.InstalledBackend;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Who answers when nothing is configured. Keys come first: whoever has set one means it, so a key that turns out to be wrong
 * is told and not passed over for a model on this machine. A simulated model is never chosen.
 */
public final class DefaultAgents {
    private static final int MOST = 3;
    private static final int LONGEST_ID = 28;

    private final Survey survey;

    /**
     * Creates it.
     *
     * @param survey looks around
     */
    public DefaultAgents(Survey survey) {
        this.survey = survey;
    }

    /**
     * One agent.
     *
     * @param backend its backend
     * @param settings the backend's settings
     */
    private record Candidate(String backend, Map<String, Object> settings) {
        String model() {
            return String.valueOf(settings.getOrDefault("model", backend));
        }
    }

    /**
     * Chooses: up to three agents with the keys that are set; if there is none, up to three with models on this machine. One
     * alone gets a second one of the same model, so that there is somebody to disagree.
     *
     * @return who answers
     * @throws InterruptedException if the thread is interrupted
     */
    public Choice choose() throws InterruptedException {
        List<String> keys = survey.real().stream()
                .flatMap(backend -> survey.keys(backend).stream())
                .distinct()
                .toList();
        if (!keys.isEmpty()) {
            List<Candidate> candidates = survey.suggestions().stream()
                    .map(each -> new Candidate(each.getKey(), each.getValue()))
                    .toList();
            return candidates.isEmpty()
                    ? new Choice.Nobody(keys, List.of())
                    : agents(candidates, "the keys in your environment (" + String.join(", ", keys) + ")");
        }
        List<Found> servers = survey.localServers();
        List<Candidate> local = local(servers);
        return local.isEmpty()
                ? new Choice.Nobody(List.of(), variables())
                : agents(
                        local,
                        "the models on this machine ("
                                + servers.stream()
                                        .map(each -> each.server().product() + " at "
                                                + each.server().address())
                                        .collect(Collectors.joining(", "))
                                + ")");
    }

    private List<String> variables() {
        return survey.real().stream()
                .map(InstalledBackend::secretNames)
                .flatMap(List::stream)
                .distinct()
                .toList();
    }

    /** One model of each server, then the second ones: different models disagree more than different sizes of one. */
    private static List<Candidate> local(List<Found> servers) {
        List<Candidate> all = new ArrayList<>();
        for (int place = 0; place < MOST; place++) {
            for (Found found : servers) {
                List<Json> models = found.server().models();
                if (place < models.size()) {
                    all.add(new Candidate(found.backend(), Survey.tree(models.get(place))));
                }
            }
        }
        return all;
    }

    private static Choice agents(List<Candidate> candidates, String source) {
        List<Candidate> chosen = new ArrayList<>(candidates.subList(0, Math.min(MOST, candidates.size())));
        if (chosen.size() == 1) {
            chosen.add(chosen.getFirst());
        }
        List<Map<String, Object>> agents = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Candidate each : chosen) {
            Map<String, Object> backend = new LinkedHashMap<>(each.settings());
            backend.put("type", each.backend());
            agents.add(Map.of("id", id(each.model(), ids), "backend", backend));
        }
        String models =
                chosen.stream().map(each -> each.backend() + " " + each.model()).collect(Collectors.joining(", "));
        return new Choice.Agents(
                Map.of("version", 1, "agents", agents),
                "There is no configuration, so " + source + " decide who answers: " + models
                        + ". A massgen.yaml says otherwise.");
    }

    private static String id(String model, Set<String> taken) {
        String plain =
                model.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^[^a-z]+|-+$", "");
        String base = plain.isEmpty() ? "agent" : plain.substring(0, Math.min(LONGEST_ID, plain.length()));
        String id = base;
        for (int i = 2; !taken.add(id); i++) {
            id = base + "-" + i;
        }
        return id;
    }
}
