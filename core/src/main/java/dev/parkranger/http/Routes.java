package dev.parkranger.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Lets in who may, and sends each request where it is answered. */
final class Routes implements HttpHandler {

    /** For an answer to be read: a slow client's own time. */
    private static final long ANSWER_NANOS = TimeUnit.SECONDS.toNanos(60);

    /** More than a proof may take. */
    private static final long PROOF_NANOS = TimeUnit.MINUTES.toNanos(10);

    private final @Nullable String token;
    private final Workers workers;
    private final Pages pages;
    private final ProfilePages profiles;

    Routes(@Nullable String token, Workers workers, Pages pages, ProfilePages profiles) {
        this.token = token;
        this.workers = workers;
        this.pages = pages;
        this.profiles = profiles;
    }

    @Override
    public void handle(HttpExchange exchange) throws IOException {
        workers.allow(ANSWER_NANOS);
        Request request = new Request(exchange, workers);
        try (exchange) {
            String method = exchange.getRequestMethod();
            boolean prove = request.path().equals(Pages.PROVE);
            if (prove && !method.equals("POST")) {
                request.with("Allow", "POST")
                        .plain(405, "only POST is answered here, for a proof stops the application for a while\n");
            } else if (prove && request.header("Origin") != null) {
                // A page of anywhere may make a browser send this; it then says so.
                request.plain(403, "a proof is not for web pages to ask for\n");
            } else if (!prove && !method.equals("GET") && !method.equals("HEAD")) {
                request.with("Allow", "GET, HEAD").plain(405, "only GET and HEAD are answered\n");
            } else if (!request.path().equals(Pages.HEALTH) && !mayPass(request.header("Authorization"))) {
                request.with("WWW-Authenticate", "Bearer realm=\"parkranger\"")
                        .with(ProfilePages.WORTH_PRINTING, "1")
                        .plain(401, "the token of the option http-token is needed\n");
            } else {
                answer(request);
            }
        }
    }

    private void answer(Request request) throws IOException {
        try {
            if (request.path().equals(Pages.PROVE)) {
                workers.allow(PROOF_NANOS);
                pages.prove(request);
            } else if (request.path().startsWith(ProfilePages.ROOT)) {
                profiles.answer(request);
            } else {
                pages.answer(request);
            }
        } catch (RuntimeException e) {
            // Of ours. If the answer has begun, sending another fails, and the client sees it end too early.
            request.plain(500, "parkranger: " + e + "\n");
        }
    }

    /** A password will do as well: it is all that a URL, and with it {@code go tool pprof}, can carry. */
    private boolean mayPass(@Nullable String authorization) {
        String expected = token;
        if (expected == null) {
            return true;
        }
        if (authorization == null) {
            return false;
        }
        int space = authorization.indexOf(' ');
        String scheme = space < 0 ? "" : authorization.substring(0, space).toLowerCase(Locale.ROOT);
        String given = authorization.substring(space + 1).strip();
        return switch (scheme) {
            case "bearer" -> isEqual(given, expected);
            case "basic" -> isEqual(password(given), expected);
            default -> false;
        };
    }

    private static String password(String basic) {
        try {
            String pair = new String(Base64.getDecoder().decode(basic), StandardCharsets.UTF_8);
            return pair.substring(pair.indexOf(':') + 1);
        } catch (IllegalArgumentException e) {
            return "";
        }
    }

    /** Takes as long for a good guess as for a bad one. */
    private static boolean isEqual(String given, String expected) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), expected.getBytes(StandardCharsets.UTF_8));
    }
}
