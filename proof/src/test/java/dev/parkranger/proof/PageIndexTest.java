package dev.parkranger.proof;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PageIndexTest {

    private final PageIndex index = new PageIndex();

    @Test
    void pages_of_one_piece_are_found_before_it_is_sealed_and_after() {
        for (int i = 0; i < 5_000; i++) {
            assertThat(index.add(40_000 - i)).isEqualTo(i);
        }
        assertThat(index.of(40_000)).isZero();

        index.seal();

        assertThat(index.of(40_000)).isZero();
        assertThat(index.of(35_001)).isEqualTo(4_999);
        assertThat(index.of(35_000)).isNegative();
        assertThat(index.of(40_001)).isNegative();
        assertThat(index.page(4_999)).isEqualTo(35_001);
    }

    @Test
    void pages_far_from_each_other_are_found_by_hash() {
        long[] pages = {0, 1L << 40, (1L << 48) - 1, -1L >>> 15, 3};
        for (long page : pages) {
            index.add(page);
        }

        index.seal();

        for (int i = 0; i < pages.length; i++) {
            assertThat(index.of(pages[i])).isEqualTo(i);
        }
        assertThat(index.of(1)).isNegative();
        assertThat(index.of(-1)).isNegative();
    }

    @Test
    void an_empty_heap_has_no_page() {
        index.seal();

        assertThat(index.of(0)).isNegative();
    }
}
