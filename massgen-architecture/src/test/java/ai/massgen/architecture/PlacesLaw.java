package ai.massgen.architecture;

import ai.massgen.testkit.rules.RestrictedCall;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClasses;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * A kind of call is made in the listed places and nowhere else; and a listed place makes it, or it is not listed.
 *
 * @param call the kind of call
 * @param places classes, or packages with all below, and the class whose members they may call
 */
record PlacesLaw(RestrictedCall call, Map<String, String> places) {
    List<String> problems(JavaClasses classes) {
        Set<String> walked = new TreeSet<>();
        List<String> problems = new ArrayList<>();
        call.forbidden().evaluate(classes).handleViolations((Collection<JavaAccess<?>> accesses, String message) -> {
            for (JavaAccess<?> access : accesses) {
                List<String> allowing = allowing(access).toList();
                walked.addAll(allowing);
                if (allowing.isEmpty()) {
                    problems.add(message);
                }
            }
        });
        places.keySet().stream()
                .filter(place -> !walked.contains(place))
                .map(place -> place + " no longer needs " + places.get(place) + " to " + call
                        + ": take it off the list of places")
                .sorted()
                .forEach(problems::add);
        return problems;
    }

    private Stream<String> allowing(JavaAccess<?> access) {
        String origin = access.getOriginOwner().getName();
        return places.entrySet().stream()
                .filter(place -> origin.equals(place.getKey())
                        || origin.startsWith(place.getKey() + ".")
                        || origin.startsWith(place.getKey() + "$"))
                .filter(place -> access.getTargetOwner().getName().equals(place.getValue()))
                .map(Map.Entry::getKey);
    }
}
