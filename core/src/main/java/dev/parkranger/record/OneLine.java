package dev.parkranger.record;

/**
 * Names that others chose, fit to print: a request's path or a thread's name may hold line breaks that would forge an
 * event, or terminal controls.
 */
public final class OneLine {
    private OneLine() {}

    public static String of(String text, int most) {
        int length = Math.min(text.length(), most);
        StringBuilder line = new StringBuilder(length + 3);
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            line.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c);
        }
        return text.length() > most ? line.append("...").toString() : line.toString();
    }
}
