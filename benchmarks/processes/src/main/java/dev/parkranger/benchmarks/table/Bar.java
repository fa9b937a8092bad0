package dev.parkranger.benchmarks.table;

import java.util.Optional;
import java.util.function.Function;

/**
 * What a row must stay under.
 *
 * @param text the bar in words, its limit included
 * @param unit of limit and value, with a space before it, or nothing for a ratio
 */
record Bar(String text, double limit, String unit, Function<Series, Optional<Spread>> value) {

    /** To no agent. */
    static Bar ratio(String what, String figure, double limit) {
        return ratio(what, figure, Variant.NONE, limit);
    }

    static Bar ratio(String what, String figure, Variant to, double limit) {
        return new Bar(
                what + (limit == 1 ? " no more than " : " at most " + Numbers.plain(limit) + " times ") + to.title
                        + "'s",
                limit,
                "",
                series -> series.ratio(Variant.ADAPTIVE, to, figure));
    }

    /** As {@link #ratio}, where more is better. */
    static Bar inverse(String what, String figure, double limit) {
        return new Bar(
                what + ": no agent's at most " + Numbers.plain(limit) + " times ours",
                limit,
                "",
                series -> series.ratio(Variant.NONE, Variant.ADAPTIVE, figure));
    }

    static Bar added(String what, String figure, double limit, String unit) {
        return new Bar(
                what + " at most +" + Numbers.plain(limit) + unit,
                limit,
                unit,
                series -> series.added(Variant.ADAPTIVE, Variant.NONE, figure));
    }

    static Bar atMost(String what, String figure, double limit, String unit) {
        return new Bar(
                what + " at most " + Numbers.plain(limit) + unit,
                limit,
                unit,
                series -> series.of(Variant.ADAPTIVE, figure));
    }

    boolean isMet(Spread measured) {
        return measured.median() <= limit;
    }
}
