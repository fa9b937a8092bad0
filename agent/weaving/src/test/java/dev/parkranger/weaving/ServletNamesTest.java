package dev.parkranger.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServletNamesTest {

    @ParameterizedTest
    @CsvSource({
        "/, /",
        "'', /",
        "/orders, /orders",
        "/orders/, /orders",
        "//orders, /orders",
        "/orders/4711, /orders/{…}",
        "/orders/4711/items, /orders/{…}/items",
        "/api/v1/orders, /api/v1/orders",
        "/oauth2/token, /oauth2/token",
        "/orders/7, /orders/{…}",
        "/users/123e4567-e89b-12d3-a456-426614174000, /users/{…}",
        "/files/report.pdf, /files/report.pdf",
        "/a_b/c-d, /a_b/c-d",
        "/name/Jürgen, /name/{…}",
        "/mail/a@b.example, /mail/{…}",
        "/a/b/c/d, /a/b/c/d",
        "/a/b/c/d/e, /a/b/c/d/…",
        "/a/b/c/d/e/f/g, /a/b/c/d/…"
    })
    void ids_go_and_words_stay(String path, String name) {
        assertThat(ServletNames.normalise(path)).isEqualTo(name);
    }

    @Test
    void a_part_longer_than_a_word_is_somebodys_token() {
        assertThat(ServletNames.normalise("/t/" + "a".repeat(32))).isEqualTo("/t/" + "a".repeat(32));
        assertThat(ServletNames.normalise("/t/" + "a".repeat(33))).isEqualTo("/t/{…}");
    }

    @Test
    void a_request_that_is_no_http_request_is_named_by_its_servlet() {
        assertThat(new ServletNames().nameOf(new ServletNamesTest(), "request")).isEqualTo("ServletNamesTest");
    }

    @Test
    void names_are_no_more_than_there_are_ids_to_leave_out() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            names.add(ServletNames.normalise("/orders/" + i + "/items/" + (i * 31)));
        }

        assertThat(names).containsExactly("/orders/{…}/items/{…}");
    }
}
