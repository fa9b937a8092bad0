package dev.parkranger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LongsTest {

    private static final int MANY = 200_000;
    private static final long BEYOND_FOUR_GIGABYTES = 5L << 32;

    @Test
    void numbers_of_four_bytes_and_of_five_come_back_as_they_were_added() {
        Longs numbers = new Longs();
        for (int i = 0; i < MANY; i++) {
            numbers.add(i % 3 == 0 ? BEYOND_FOUR_GIGABYTES + i : 0xFFFF_FFFFL - i);
        }

        assertThat(numbers.size()).isEqualTo(MANY);
        for (int i = 0; i < MANY; i++) {
            assertThat(numbers.get(i)).isEqualTo(i % 3 == 0 ? BEYOND_FOUR_GIGABYTES + i : 0xFFFF_FFFFL - i);
        }
    }

    @Test
    void room_is_filled_in_any_order() {
        Longs numbers = Longs.room(MANY);
        for (int i = MANY - 1; i >= 0; i--) {
            numbers.set(i, i % 2 == 0 ? BEYOND_FOUR_GIGABYTES + i : i);
        }

        assertThat(numbers.size()).isEqualTo(MANY);
        for (int i = 0; i < MANY; i++) {
            assertThat(numbers.get(i)).isEqualTo(i % 2 == 0 ? BEYOND_FOUR_GIGABYTES + i : i);
        }
        assertThat(Longs.room(0).size()).isZero();
    }
}
