package dev.parkranger.options;

/** What {@code help} prints; the README shows the same. */
public final class OptionsHelp {
    private static final int KEY_WIDTH = 16;
    private static final int DEFAULT_WIDTH = 10;

    private OptionsHelp() {}

    public static String text() {
        StringBuilder text = new StringBuilder("""
                -javaagent:parkranger.jar[=key=value[,key=value...]]

                The same keys as system properties parkranger.KEY, and in a properties file named by config.
                Agent arguments win over properties, properties over the file. A comma or backslash inside
                an agent argument's value is written \\, or \\\\. Durations: 500ms, 10s, 5m, 1h.

                """);
        row(text, "key", "default", "meaning");
        for (Option option : Option.values()) {
            String defaultText = option.defaultText();
            row(text, option.key(), defaultText == null ? "none" : defaultText, option.meaning());
        }
        return text.toString();
    }

    private static void row(StringBuilder text, String key, String defaultText, String meaning) {
        text.append(key).append(" ".repeat(KEY_WIDTH - key.length()));
        text.append(defaultText).append(" ".repeat(DEFAULT_WIDTH - defaultText.length()));
        text.append(meaning).append('\n');
    }
}
