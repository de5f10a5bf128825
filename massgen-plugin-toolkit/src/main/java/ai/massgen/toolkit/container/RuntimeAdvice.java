package ai.massgen.toolkit.container;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Known weaknesses of OCI runtimes. Distributions backport fixes, so it is advice and no verdict. */
public final class RuntimeAdvice {
    private static final Pattern VERSION = Pattern.compile("(\\d+)\\.(\\d+)\\.(\\d+).*");

    private RuntimeAdvice() {}

    /**
     * Advice on runc.
     *
     * @param version its version, empty if it is not known
     * @return sentences, possibly none
     */
    public static List<String> runc(String version) {
        List<String> advice = new ArrayList<>();
        if (older(version, List.of(new int[] {1, 1, 12}))) {
            advice.add("runc " + version + " may have CVE-2024-21626 (escape through a leaked file descriptor): fixed"
                    + " in 1.1.12; check whether your distribution has backported it.");
        }
        if (older(version, List.of(new int[] {1, 2, 8}, new int[] {1, 3, 3}, new int[] {1, 4, 0}))) {
            advice.add("runc " + version + " may have CVE-2025-31133, CVE-2025-52565 and CVE-2025-52881 (escape by"
                    + " racing mounts): fixed in 1.2.8, 1.3.3 and 1.4.0; user namespaces are the main mitigation.");
        }
        return advice;
    }

    /**
     * Whether a version is older than the fix of its own line: of the same major and minor, or the first later one.
     *
     * @param version a version; one of another form is not older than anything
     * @param fixes versions by their three numbers, in ascending order
     * @return true if it lacks the fix
     */
    public static boolean older(String version, List<int[]> fixes) {
        Matcher matcher = VERSION.matcher(version);
        if (!matcher.matches()) {
            return false;
        }
        int[] have = {number(matcher, 1), number(matcher, 2), number(matcher, 3)};
        for (int[] fix : fixes) {
            boolean sameLine = have[0] == fix[0] && have[1] == fix[1];
            boolean lineBefore = have[0] < fix[0] || (have[0] == fix[0] && have[1] < fix[1]);
            if (sameLine) {
                return have[2] < fix[2];
            }
            if (lineBefore) {
                return true;
            }
        }
        return false;
    }

    private static int number(Matcher matcher, int group) {
        String digits = matcher.group(group);
        return digits.length() > 6 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }
}
