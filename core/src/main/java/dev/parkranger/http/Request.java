package dev.parkranger.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One request and its answer, which is given once. */
final class Request {

    private static final String PLAIN = "text/plain; charset=utf-8";

    private final HttpExchange exchange;
    private final Workers workers;

    Request(HttpExchange exchange, Workers workers) {
        this.exchange = exchange;
        this.workers = workers;
    }

    String path() {
        return exchange.getRequestURI().getPath();
    }

    @Nullable
    String header(String name) {
        return exchange.getRequestHeaders().getFirst(name);
    }

    /** The first value of a parameter; empty where it is not given. */
    String parameter(String name) {
        String query = exchange.getRequestURI().getRawQuery();
        int from = 0;
        while (query != null && from <= query.length()) {
            int ampersand = query.indexOf('&', from);
            int to = ampersand < 0 ? query.length() : ampersand;
            int equals = query.indexOf('=', from);
            if (equals > 0 && equals < to && query.substring(from, equals).equals(name)) {
                return decoded(query.substring(equals + 1, to));
            }
            from = to + 1;
        }
        return "";
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            // A stray percent sign.
            return text;
        }
    }

    /** The answer may take so long from now. */
    void allow(long nanos) {
        workers.allow(nanos);
    }

    Request with(String header, String value) {
        exchange.getResponseHeaders().set(header, value);
        return this;
    }

    void answer(int status, String contentType, byte[] body) throws IOException {
        head(contentType);
        boolean empty = isHead() || body.length == 0;
        exchange.sendResponseHeaders(status, empty ? -1 : body.length);
        if (!empty) {
            try (OutputStream out = exchange.getResponseBody()) {
                out.write(body);
            }
        }
    }

    void answer(int status, String contentType, String text) throws IOException {
        answer(status, contentType, text.getBytes(StandardCharsets.UTF_8));
    }

    void plain(int status, String text) throws IOException {
        answer(status, PLAIN, text);
    }

    /** Sends while it is written, whatever its length. */
    void stream(String contentType, Text text) throws IOException {
        head(contentType);
        if (isHead()) {
            exchange.sendResponseHeaders(200, -1);
            return;
        }
        exchange.sendResponseHeaders(200, 0);
        try (Writer out = new OutputStreamWriter(exchange.getResponseBody(), StandardCharsets.UTF_8)) {
            text.write(out);
        }
    }

    void streamPlain(Text text) throws IOException {
        stream(PLAIN, text);
    }

    /** Something that writes itself. */
    interface Text {
        void write(Appendable to) throws IOException;
    }

    private void head(String contentType) {
        with("Content-Type", contentType);
        with("X-Content-Type-Options", "nosniff");
        with("Cache-Control", "no-store");
    }

    private boolean isHead() {
        return exchange.getRequestMethod().equals("HEAD");
    }
}
