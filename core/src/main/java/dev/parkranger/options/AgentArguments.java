package dev.parkranger.options;

import org.jspecify.annotations.Nullable;

/** Takes {@code key=value,key=value} apart; a comma or backslash inside a value is written {@code \,} or {@code \\}. */
final class AgentArguments {
    private static final String FORM =
            "key=value[,key=value...], with \\, for a comma and \\\\ for a backslash in a value";

    private AgentArguments() {}

    static OptionTexts parse(@Nullable String arguments) {
        OptionTexts values = new OptionTexts();
        if (arguments == null || arguments.isBlank()) {
            return values;
        }
        StringBuilder entry = new StringBuilder();
        for (int i = 0; i < arguments.length(); i++) {
            char c = arguments.charAt(i);
            if (c == ',') {
                put(entry.toString(), values);
                entry.setLength(0);
            } else if (c == '\\') {
                entry.append(escaped(arguments, ++i));
            } else {
                entry.append(c);
            }
        }
        put(entry.toString(), values);
        return values;
    }

    private static char escaped(String arguments, int at) {
        char c = at < arguments.length() ? arguments.charAt(at) : ' ';
        if (c != ',' && c != '\\') {
            throw BadOption.arguments(arguments.substring(at - 1, Math.min(at + 1, arguments.length())), FORM);
        }
        return c;
    }

    private static void put(String entry, OptionTexts values) {
        int equals = entry.indexOf('=');
        if (equals <= 0) {
            throw BadOption.arguments(entry, FORM);
        }
        String key = entry.substring(0, equals).strip();
        Option option = Option.of(key);
        if (option == null) {
            throw BadOption.unknown(key, "");
        }
        String value = entry.substring(equals + 1).strip();
        String before = values.put(option, value);
        if (before != null) {
            throw BadOption.value(key, before + "\" and \"" + value, "one value, not two");
        }
    }
}
