package dev.parkranger.benchmarks.table;

import java.util.Locale;

/** Three digits that count. */
final class Numbers {

    private Numbers() {}

    static String plain(double value) {
        double size = Math.abs(value);
        String format = size >= 100 ? "%,.0f" : size >= 10 ? "%.1f" : "%.2f";
        String text = String.format(Locale.ROOT, format, value);
        // 1.60 and 100.0 say no more than 1.6 and 100.
        String least = text.contains(".") ? text.replaceAll("0+$", "").replaceAll("\\.$", "") : text;
        return least.equals("-0") ? "0" : least;
    }

    static String signed(double value) {
        return (!plain(value).startsWith("-") ? "+" : "") + plain(value);
    }

    static String ratio(double value) {
        return String.format(Locale.ROOT, value >= 100 ? "%.0f" : value >= 10 ? "%.1f" : "%.2f", value);
    }
}
