package org.mnist4j.config;

import java.util.Collection;
import java.util.Locale;
import java.util.stream.Collectors;

/** What a message suggests instead of an unknown name. */
final class Suggestion {

    private Suggestion() {}

    /** The known name closest to {@code written}, or all known names if none is close. */
    static String of(String written, Collection<String> known) {
        String nearest = null;
        int least = 3;
        for (String name : known) {
            int distance = distance(written.toLowerCase(Locale.ROOT), name.toLowerCase(Locale.ROOT));
            if (distance < least) {
                least = distance;
                nearest = name;
            }
        }
        return nearest != null ? "did you mean \"" + nearest + "\"?" : "known names are " + quoted(known);
    }

    /** Levenshtein's edit distance; texts of very different lengths count as infinitely far apart. */
    private static int distance(String a, String b) {
        if (Math.abs(a.length() - b.length()) > 3) {
            return Integer.MAX_VALUE;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substituted = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substituted, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }

    static String quoted(Collection<String> names) {
        return names.stream().map(name -> '"' + name + '"').collect(Collectors.joining(", "));
    }
}
