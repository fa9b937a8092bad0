package dev.parkranger.options;

import java.util.Locale;

/**
 * One entry of {@code ignore}, checked.
 *
 * @param text the fingerprint in lower case, or the pattern without its prefix
 */
public record IgnoreEntry(Kind kind, String text) {
    private static final String ALLOWED = "a fingerprint of eight hex digits such as 1f3a9c02,"
            + " frame:PATTERN or thread:PATTERN (* stands for any text), ; between them";
    private static final String FRAME = "frame:";
    private static final String THREAD = "thread:";
    private static final int FINGERPRINT_DIGITS = 8;

    public enum Kind {
        FINGERPRINT,
        FRAME,
        THREAD
    }

    /**
     * Tells the three kinds apart.
     *
     * @throws BadOption when it is none of them
     */
    public static IgnoreEntry parse(String entry) {
        IgnoreEntry parsed;
        if (entry.startsWith(FRAME)) {
            parsed = new IgnoreEntry(Kind.FRAME, entry.substring(FRAME.length()).strip());
        } else if (entry.startsWith(THREAD)) {
            parsed = new IgnoreEntry(
                    Kind.THREAD, entry.substring(THREAD.length()).strip());
        } else if (isFingerprint(entry)) {
            parsed = new IgnoreEntry(Kind.FINGERPRINT, entry.toLowerCase(Locale.ROOT));
        } else {
            throw BadOption.value(Option.IGNORE.key(), entry, ALLOWED);
        }
        if (parsed.text.isEmpty()) {
            throw BadOption.value(Option.IGNORE.key(), entry, ALLOWED);
        }
        return parsed;
    }

    /** Why no frame can ever match, empty where one can: mostly a line of a report, copied as it stands. */
    public String problem() {
        if (kind != Kind.FRAME) {
            return "";
        }
        if (text.endsWith(")") && text.indexOf('(') >= 0) {
            return "frames are compared without file and line: write " + FRAME + text.substring(0, text.indexOf('('));
        }
        if (text.indexOf('#') >= 0 || text.indexOf('/') >= 0) {
            return "frames have dots: write " + FRAME + text.replace('#', '.').replace('/', '.');
        }
        return text.indexOf('*') < 0 && text.indexOf('.') < 0
                ? "frames are compared as package.Class.method: write " + FRAME + "*" + text + "*"
                : "";
    }

    private static boolean isFingerprint(String entry) {
        if (entry.length() != FINGERPRINT_DIGITS) {
            return false;
        }
        for (int i = 0; i < entry.length(); i++) {
            if (Character.digit(entry.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }
}
