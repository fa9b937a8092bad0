package dev.parkranger.options;

/** Sizes as users write them: {@code 512m}, {@code 4g}. */
final class Sizes {
    static final String ALLOWED = "a size such as 512m or 4g";

    private static final int DIGITS = 9;

    private Sizes() {}

    /** In bytes; negative for what is no size. */
    static long parse(String text) {
        if (text.length() < 2 || text.length() > DIGITS) {
            return -1;
        }
        int shift = switch (text.charAt(text.length() - 1)) {
            case 'k', 'K' -> 10;
            case 'm', 'M' -> 20;
            case 'g', 'G' -> 30;
            default -> -1;
        };
        long number = 0;
        for (int i = 0; i < text.length() - 1; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return -1;
            }
            number = number * 10 + (c - '0');
        }
        return shift < 0 ? -1 : number << shift;
    }
}
