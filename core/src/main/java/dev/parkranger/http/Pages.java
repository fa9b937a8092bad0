package dev.parkranger.http;

import dev.parkranger.report.Control;
import dev.parkranger.report.JsonReport;
import dev.parkranger.report.MetricsPage;
import dev.parkranger.report.TextReport;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** All that is no profile: the reports, health, metrics, and a page that leads to them. */
final class Pages {

    static final String HEALTH = "/healthz";

    /** Asked for by POST alone. */
    static final String PROVE = "/debug/prove";

    private static final String INDEX = """
            <!DOCTYPE html>
            <html><head><title>Park Ranger</title></head><body>
            <h1>Park Ranger</h1>
            <ul>
            <li><a href="leaks">leaks</a>: what is suspected, as text; <a href="leaks.json">as JSON</a></li>
            <li><a href="debug/pprof/">profiles</a> of all live threads, for people and for go tool pprof</li>
            <!--metrics--><li><a href="healthz">health</a></li>
            </ul>
            </body></html>
            """;

    private final Control control;
    private final @Nullable MetricsPage metrics;

    Pages(Control control, @Nullable MetricsPage metrics) {
        this.control = control;
        this.metrics = metrics;
    }

    void answer(Request request) throws IOException {
        switch (request.path()) {
            case "/" ->
                request.answer(
                        200,
                        "text/html; charset=utf-8",
                        INDEX.replace(
                                "<!--metrics-->", metrics == null ? "" : "<li><a href=\"metrics\">metrics</a></li>\n"));
            case "/leaks" -> request.plain(200, new TextReport().text(control.latest()));
            case "/leaks.json" -> request.answer(200, "application/json", new JsonReport().text(control.latest()));
            case HEALTH -> request.plain(200, "ok\n");
            case "/metrics" -> metrics(request);
            default -> request.plain(404, "not found; / lists what there is\n");
        }
    }

    void prove(Request request) throws IOException {
        String text;
        try {
            text = control.prove();
        } catch (IllegalStateException e) {
            request.plain(409, e.getMessage() + "\n");
            return;
        }
        request.plain(200, text);
    }

    private void metrics(Request request) throws IOException {
        MetricsPage there = metrics;
        if (there == null) {
            request.plain(404, "this version has no metrics\n");
            return;
        }
        MetricsPage.Page page = there.page(request.header("Accept"));
        request.answer(200, page.contentType(), page.text());
    }
}
