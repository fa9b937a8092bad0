package dev.parkranger.record;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ScopeNamesTest {

    private final ScopeNames names = new ScopeNames();

    @Test
    void a_name_is_kept_as_it_is_and_only_once() {
        String first = names.of("nightly import");

        assertThat(first).isEqualTo("nightly import");
        assertThat(names.of(new StringBuilder("nightly ").append("import").toString()))
                .isSameAs(first);
    }

    @Test
    void a_long_name_is_cut_and_never_within_a_character() {
        String pair = Character.toString(0x1F333);

        assertThat(names.of("x".repeat(100))).hasSize(100);
        assertThat(names.of("x".repeat(101))).hasSize(100);
        assertThat(names.of("x".repeat(99) + pair)).isEqualTo("x".repeat(99));
        assertThat(names.of("x".repeat(98) + pair)).isEqualTo("x".repeat(98) + pair);
    }

    @Test
    void a_name_is_on_one_line() {
        assertThat(names.of("import\nLEAK 12345678\r\u2028")).isEqualTo("import LEAK 12345678  ");
    }

    @Test
    void a_blank_name_is_none() {
        assertThat(names.of("")).isEqualTo(ScopeNames.UNNAMED);
        assertThat(names.of(" \n\t")).isEqualTo(ScopeNames.UNNAMED);
    }

    @Test
    void past_the_cap_further_names_are_one_and_those_before_are_still_known() {
        int others = 0;
        for (int i = 0; i < 5_000; i++) {
            others += names.of("import " + i).equals(ScopeNames.OTHER) ? 1 : 0;
        }

        assertThat(others).isEqualTo(5_000 - ScopeNames.MAX_NAMES);
        assertThat(names.of("import 0")).isEqualTo("import 0");
    }
}
