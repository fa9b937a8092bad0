package dev.parkranger.benchmarks.table;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SeriesTest {

    private final List<Sample> samples = new ArrayList<>();
    private final Series series = new Series(samples);

    private void round(int round, double none, double adaptive) {
        samples.add(new Sample(Variant.NONE, round, Map.of("wall", none), null));
        samples.add(new Sample(Variant.ADAPTIVE, round, Map.of("wall", adaptive), null));
    }

    @Test
    void a_ratio_is_made_within_each_round_before_the_median_is_taken() {
        round(0, 100, 150);
        round(1, 1_000, 1_400);
        round(2, 10, 20);

        assertThat(series.ratio(Variant.ADAPTIVE, Variant.NONE, "wall"))
                .hasValueSatisfying(ratio -> assertThat(ratio.median()).isEqualTo(1.5));
    }

    @Test
    void a_round_of_which_one_has_failed_is_left_out() {
        round(0, 100, 150);
        samples.add(new Sample(Variant.NONE, 1, Map.of("wall", 1.0), null));
        samples.add(Sample.failed(Variant.ADAPTIVE, 1, "exit code 1"));

        assertThat(series.ratio(Variant.ADAPTIVE, Variant.NONE, "wall")).hasValue(new Spread(1.5, 1.5, 1.5, 1));
        assertThat(series.failures()).hasSize(1);
        assertThat(series.hasOnlyFailures(Variant.ADAPTIVE)).isFalse();
    }

    @Test
    void nothing_measured_is_no_value_and_meets_no_bar() {
        Bar bar = Bar.ratio("wall time", "wall", 1.6);

        assertThat(bar.value().apply(series)).isEmpty();
        round(0, 100, 161);
        assertThat(bar.value().apply(series))
                .hasValueSatisfying(value -> assertThat(bar.isMet(value)).isFalse());
    }

    @Test
    void where_more_is_better_the_bar_is_turned_round() {
        Bar bar = Bar.inverse("throughput", "wall", 1.05);

        round(0, 1_000, 900);
        assertThat(bar.value().apply(series))
                .hasValueSatisfying(value -> assertThat(bar.isMet(value)).isFalse());
        samples.clear();
        round(0, 1_000, 1_100);
        assertThat(bar.value().apply(series))
                .hasValueSatisfying(value -> assertThat(bar.isMet(value)).isTrue());
    }

    @Test
    void samples_come_back_from_disk_as_they_were() {
        Sample sample = new Sample(Variant.JFR, 3, Map.of("wall", 12.5, "cpu", 1e9), null);
        Sample failed = Sample.failed(Variant.OTEL, 4, "exit code 1:\n\tout of luck");

        assertThat(Sample.ofLine(sample.toLine())).isEqualTo(sample);
        assertThat(Sample.ofLine(failed.toLine())).isEqualTo(failed);
        assertThat(failed.failure()).isEqualTo("exit code 1: out of luck");
    }

    @Test
    void a_spread_is_the_median_and_what_half_of_the_values_lie_between() {
        assertThat(Spread.of(List.of(5.0, 1.0, 4.0, 2.0, 3.0))).hasValue(new Spread(3, 2, 4, 5));
        assertThat(Spread.of(List.of(1.0, 2.0))).hasValue(new Spread(1.5, 1.25, 1.75, 2));
        assertThat(Spread.of(List.of())).isEmpty();
    }
}
