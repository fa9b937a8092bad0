package dev.parkranger.options;

import org.jspecify.annotations.Nullable;

/**
 * What one source says of each option. An array and no {@code EnumMap}: at start-up that one alone costs milliseconds,
 * for it reaches {@code values()} through a method handle.
 */
@SuppressWarnings("EnumOrdinal")
final class OptionTexts {
    private final @Nullable String[] texts = new @Nullable String[Option.COUNT];

    /** What stood there before, null where nothing. */
    @Nullable
    String put(Option option, String text) {
        String before = texts[option.ordinal()];
        texts[option.ordinal()] = text;
        return before;
    }

    /** Null where the source is silent. */
    @Nullable
    String of(Option option) {
        return texts[option.ordinal()];
    }
}
