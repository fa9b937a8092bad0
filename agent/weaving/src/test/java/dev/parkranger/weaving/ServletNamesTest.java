package dev.parkranger.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.weaving.servlet.http.HttpServletRequest;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

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
        assertThat(PathNames.normalise(path)).isEqualTo(name);
    }

    @Test
    void a_part_longer_than_a_word_is_somebodys_token() {
        assertThat(PathNames.normalise("/t/" + "a".repeat(32))).isEqualTo("/t/" + "a".repeat(32));
        assertThat(PathNames.normalise("/t/" + "a".repeat(33))).isEqualTo("/t/{…}");
    }

    @Test
    void a_request_that_is_no_http_request_is_named_by_its_servlet() {
        assertThat(new ServletNames(new PathNames()).nameOf(new ServletNamesTest(), "request"))
                .isEqualTo("ServletNamesTest");
    }

    @Test
    void names_are_no_more_than_there_are_ids_to_leave_out() {
        Set<String> names = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            names.add(PathNames.normalise("/orders/" + i + "/items/" + (i * 31)));
        }

        assertThat(names).containsExactly("/orders/{…}/items/{…}");
    }

    private record Request(String getMethod, String getServletPath, String getPathInfo) implements HttpServletRequest {}

    private static String name(String method, String path) {
        return new ServletNames(new PathNames()).nameOf("servlet", new Request(method, path, null));
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "CONNECT"})
    void the_methods_of_http_are_named(String method) {
        assertThat(name(method, "/orders/4711")).isEqualTo(method + " /orders/{…}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"PROPFIND", "get", "", "GET ", "X-4711"})
    void any_other_method_is_one(String method) {
        assertThat(name(method, "/orders")).isEqualTo("OTHER /orders");
    }

    @Test
    void a_client_that_makes_up_methods_makes_no_names() {
        ServletNames names = new ServletNames(new PathNames());
        Set<String> given = new HashSet<>();
        for (int i = 0; i < 10_000; i++) {
            given.add(names.nameOf("servlet", new Request("M" + i, "/orders", "/" + i)));
        }

        assertThat(given).containsExactly("OTHER /orders/{…}");
    }
}
