package dev.parkranger.options;

import org.jspecify.annotations.Nullable;

/** An option that cannot be used: what, the value found, what is allowed, all in one line. */
public final class BadOption extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    /** More of a wrong value than this tells nobody more. */
    private static final int MAX_FOUND = 120;

    private final String problem;

    private BadOption(String problem, @Nullable Throwable cause) {
        super("parkranger: " + problem + "; the application starts without the agent", cause);
        this.problem = problem;
    }

    static BadOption value(String option, String found, String allowed) {
        return new BadOption("option " + option + ": found " + quoted(found) + ", allowed: " + allowed, null);
    }

    static BadOption value(String option, String found, String allowed, Throwable cause) {
        return new BadOption("option " + option + ": found " + quoted(found) + ", allowed: " + allowed, cause);
    }

    /** The argument list itself cannot be taken apart. */
    static BadOption arguments(String found, String allowed) {
        return new BadOption("agent arguments: found " + quoted(found) + ", allowed: " + allowed, null);
    }

    static BadOption unknown(String key, String origin) {
        String near = NearestKey.to(key);
        return new BadOption(
                "option " + quoted(key) + origin + ": not known"
                        + (near == null ? "" : ", did you mean " + quoted(near) + "?") + ", allowed: " + Option.keys(),
                null);
    }

    /** The message without the start-up around it, for a change at run time: {@code option grace: found ...}. */
    public String problem() {
        return problem;
    }

    /** On one line whatever was typed, and no longer than anyone reads. */
    private static String quoted(String found) {
        StringBuilder text = new StringBuilder(found.length() + 2).append('"');
        for (int i = 0; i < found.length() && i < MAX_FOUND; i++) {
            char c = found.charAt(i);
            text.append(Character.isISOControl(c) || c == '\u2028' || c == '\u2029' ? '?' : c);
        }
        if (found.length() > MAX_FOUND) {
            text.append("...");
        }
        return text.append('"').toString();
    }
}
