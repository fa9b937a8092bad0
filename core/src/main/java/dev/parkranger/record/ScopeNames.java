package dev.parkranger.record;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The names that an application gives to its scopes, bounded in length and in number: past the cap, which names with ids
 * in them would soon reach, the further ones are one. Without a lock, as all that hooks run.
 */
final class ScopeNames {

    static final int MAX_LENGTH = 100;
    static final int MAX_NAMES = 1_000;
    static final String OTHER = "other scopes";
    static final String UNNAMED = "unnamed scope";

    private static final int SLOTS = 4_096;
    private static final int MAX_PROBES = 32;

    private final AtomicReferenceArray<@Nullable String> names = new AtomicReferenceArray<>(SLOTS);
    private final AtomicInteger count = new AtomicInteger();

    /** The name as reports will show it; the same object for the same name. */
    String of(String given) {
        String name = bounded(given);
        int start = (name.hashCode() * 0x9E3779B9) >>> 16;
        for (int probe = 0; probe < MAX_PROBES; probe++) {
            int slot = (start + probe) & (SLOTS - 1);
            String known = names.get(slot);
            if (known == null) {
                if (count.get() >= MAX_NAMES) {
                    return OTHER;
                }
                known = names.compareAndExchange(slot, null, name);
                if (known == null) {
                    count.incrementAndGet();
                    return name;
                }
            }
            if (known.equals(name)) {
                return known;
            }
        }
        return OTHER;
    }

    /** Cut, and on one line: it becomes part of log lines. */
    private static String bounded(String given) {
        int end = Math.min(given.length(), MAX_LENGTH);
        if (end < given.length() && Character.isHighSurrogate(given.charAt(end - 1))) {
            end--;
        }
        char[] changed = null;
        boolean blank = true;
        for (int i = 0; i < end; i++) {
            char c = given.charAt(i);
            blank &= Character.isWhitespace(c);
            if (Character.isISOControl(c) || c == '\u2028' || c == '\u2029') {
                changed = changed == null ? given.substring(0, end).toCharArray() : changed;
                changed[i] = ' ';
            }
        }
        if (blank) {
            return UNNAMED;
        }
        return changed == null ? given.substring(0, end) : new String(changed);
    }
}
