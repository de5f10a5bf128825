package ai.massgen.cli.view;

import ai.massgen.core.event.SessionEvent.Participant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The agents of a run by alias. Immutable. */
final class Roster {
    static final Roster UNKNOWN = new Roster(List.of());

    private final Map<String, Speaker> speakers = new LinkedHashMap<>();

    Roster(List<Participant> participants) {
        for (Participant participant : participants) {
            speakers.put(participant.alias(), speaker(participant, speakers.size()));
        }
    }

    private static Speaker speaker(Participant participant, int place) {
        String name = Shown.name(participant.alias() + " " + participant.id());
        String model = participant.model().map(each -> " " + each).orElse("");
        return new Speaker(
                participant.alias(),
                participant.simulated() ? name + " (simulated)" : name,
                Shown.name(participant.backend() + model),
                Ink.ofSpeaker(place));
    }

    List<Speaker> speakers() {
        return List.copyOf(speakers.values());
    }

    /** An agent by its alias; one that nobody has introduced is named by its alias alone. */
    Speaker speaker(String alias) {
        Speaker known = speakers.get(alias);
        return known == null ? new Speaker(alias, Shown.name(alias), "", Ink.STRONG) : known;
    }

    /** Orders aliases by their place in the roster, strangers last. */
    Comparator<String> order() {
        List<String> places = List.copyOf(speakers.keySet());
        return Comparator.<String>comparingInt(alias -> places.contains(alias) ? places.indexOf(alias) : places.size())
                .thenComparing(Comparator.naturalOrder());
    }

    /** The full name of an agent by its alias. */
    String name(String alias) {
        return speaker(alias).name();
    }
}
