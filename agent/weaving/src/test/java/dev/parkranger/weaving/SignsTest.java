package dev.parkranger.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class SignsTest {
    private static final long LONG_IN_THE_POOL = 0x0123456789ABCDEFL;
    private static final double DOUBLE_IN_THE_POOL = 3.25;

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static byte[] self() throws IOException {
        try (InputStream in = SignsTest.class.getResourceAsStream("SignsTest.class")) {
            return in.readAllBytes();
        }
    }

    private static boolean holds(byte[] file, String first, String second) {
        Signs signs = new Signs();
        long either = signs.add(first) | signs.add(second);
        return (signs.in(file) & either) != 0;
    }

    @Test
    void either_text_is_found() throws IOException {
        assertThat(LONG_IN_THE_POOL + DOUBLE_IN_THE_POOL).isPositive();
        assertThat(holds(self(), "either_text_is_found", "nowhere".concat("_here")))
                .isTrue();
        assertThat(holds(self(), "nowhere" + System.nanoTime(), "either_text_is_found"))
                .isTrue();
    }

    @Test
    void each_text_has_its_own_bit_and_keeps_it() throws IOException {
        Signs signs = new Signs();
        long here = signs.add("each_text_has_its_own_bit_and_keeps_it");
        long nowhere = signs.add("nowhere".concat("_to_be_found"));
        long self = signs.add("()V");
        assertThat(signs.add("()V")).isEqualTo(self);
        assertThat(signs.in(self())).isEqualTo(here | self).isNotEqualTo(nowhere);
    }

    @Test
    void a_part_of_a_text_is_not_the_text() throws IOException {
        assertThat(holds(self(), "either_text_is_".concat("foun"), "ither_".concat("text_is_found")))
                .isFalse();
    }

    @Test
    void every_constant_of_the_jdks_largest_classes_is_stepped_over() throws IOException {
        for (String type : new String[] {
            "java/lang/Long", "java/lang/invoke/MethodHandles", "java/util/concurrent/ForkJoinPool", "java/lang/Double"
        }) {
            try (InputStream in = Object.class.getResourceAsStream("/" + type + ".class")) {
                byte[] file = in.readAllBytes();
                assertThat(holds(file, type, "")).as(type).isTrue();
                assertThat(holds(file, "no/such/Text", "nor/this/One")).as(type).isFalse();
            }
        }
    }

    @Test
    void what_is_no_class_file_holds_nothing() {
        assertThat(holds(new byte[0], "a", "b")).isFalse();
        assertThat(holds(new byte[10], "a", "b")).isFalse();
        assertThat(holds(ascii("this is no class file, whatever it looks like"), "a", "b"))
                .isFalse();
    }

    @Test
    void a_class_file_cut_short_anywhere_does_no_harm() throws IOException {
        byte[] file = self();
        for (int length = 0; length < Math.min(file.length, 3_000); length++) {
            holds(Arrays.copyOf(file, length), "no/such/Text", "nor/this/One");
        }
        assertThat(file).isNotEmpty();
    }
}
