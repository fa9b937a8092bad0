package dev.parkranger.benchmarks.table;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.DoubleBinaryOperator;

/** All samples of a row on one JDK. What is compared is always of the same round. */
record Series(List<Sample> samples) {

    Optional<Spread> of(Variant variant, String figure) {
        return Spread.of(samples.stream()
                .filter(sample -> sample.variant() == variant && sample.has(figure))
                .map(sample -> sample.figure(figure))
                .toList());
    }

    /** {@code operator} is given the variant's figure first, then the other one's. */
    Optional<Spread> paired(
            Variant variant, String figure, Variant other, String othersFigure, DoubleBinaryOperator operator) {
        List<Double> values = new ArrayList<>();
        for (Sample sample : samples) {
            if (sample.variant() == variant && sample.has(figure)) {
                samples.stream()
                        .filter(twin ->
                                twin.variant() == other && twin.round() == sample.round() && twin.has(othersFigure))
                        .findFirst()
                        .ifPresent(twin ->
                                values.add(operator.applyAsDouble(sample.figure(figure), twin.figure(othersFigure))));
            }
        }
        return Spread.of(values);
    }

    Optional<Spread> ratio(Variant variant, Variant other, String figure) {
        return paired(variant, figure, other, figure, (mine, its) -> mine / its);
    }

    Optional<Spread> added(Variant variant, Variant other, String figure) {
        return paired(variant, figure, other, figure, (mine, its) -> mine - its);
    }

    /** Whether it was measured; what failed was not. */
    boolean has(Variant variant, int round) {
        return samples.stream()
                .anyMatch(sample ->
                        sample.variant() == variant && sample.round() == round && sample.failure() == null);
    }

    boolean hasOnlyFailures(Variant variant) {
        List<Sample> its =
                samples.stream().filter(sample -> sample.variant() == variant).toList();
        return !its.isEmpty() && its.stream().allMatch(sample -> sample.failure() != null);
    }

    List<Sample> failures() {
        return samples.stream().filter(sample -> sample.failure() != null).toList();
    }
}
