package dev.parkranger.options;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DurationsTest {

    @ParameterizedTest
    @ValueSource(strings = {"0s", "1ms", "500ms", "1500ms", "10s", "90s", "5m", "90m", "1h", "25h", "87600h"})
    void a_duration_reads_back_as_it_was_written(String text) {
        assertThat(Durations.text(Durations.parse(text))).isEqualTo(text);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "s", "10", "10 s", "10S", "1d", "+1s", "87601h", "1s1s"})
    void anything_else_is_none(String text) {
        assertThat(Durations.parse(text)).isNull();
    }
}
