package dev.parkranger.options;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Finds the key that was probably meant. Runs only when a key is wrong already. */
final class NearestKey {
    /** Two slips of the finger; with three every short key resembles every other. */
    private static final int MAX_SLIPS = 2;

    private NearestKey() {}

    static @Nullable String to(String key) {
        String plain = key.strip().toLowerCase(Locale.ROOT).replace('_', '-');
        if (plain.startsWith(Option.PROPERTY_PREFIX)) {
            plain = plain.substring(Option.PROPERTY_PREFIX.length());
        }
        String nearest = null;
        int fewest = MAX_SLIPS + 1;
        for (Option option : Option.values()) {
            int slips = plain.replace("-", "").equals(option.key().replace("-", "")) ? 0 : slips(plain, option.key());
            if (slips < fewest && slips < option.key().length() / 2) {
                fewest = slips;
                nearest = option.key();
            }
        }
        return nearest;
    }

    /** Levenshtein's distance, one row at a time. */
    private static int slips(String a, String b) {
        if (Math.abs(a.length() - b.length()) > MAX_SLIPS) {
            return MAX_SLIPS + 1;
        }
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int substitute = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(substitute, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[b.length()];
    }
}
