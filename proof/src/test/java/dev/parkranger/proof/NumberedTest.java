package dev.parkranger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class NumberedTest {

    private final Numbered records = new Numbered();

    @Test
    void what_is_counted_up_from_the_first_is_found() {
        for (int i = 0; i < 100_000; i++) {
            records.put(7 + i, 1_000L * i);
        }

        assertThat(records.get(7)).isZero();
        assertThat(records.get(100_006)).isEqualTo(99_999_000L);
        assertThat(records.get(6)).isNegative();
        assertThat(records.get(100_007)).isNegative();
    }

    @Test
    void what_is_out_of_order_is_found_too_and_takes_nobodys_place() {
        records.put(1, 10);
        records.put(2, 20);
        records.put(9, 90);
        records.put(3, 30);
        records.put(-5, 50);

        assertThat(records.get(2)).isEqualTo(20);
        assertThat(records.get(9)).isEqualTo(90);
        assertThat(records.get(3)).isEqualTo(30);
        assertThat(records.get(-5)).isEqualTo(50);
        assertThat(records.get(4)).isNegative();
        assertThat(records.get(Long.MIN_VALUE)).isNegative();
    }

    @Test
    void of_nothing_there_is_nothing() {
        assertThat(records.get(0)).isNegative();
    }
}
