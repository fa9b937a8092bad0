package dev.parkranger.http;

import dev.parkranger.profile.ProfileKind;
import dev.parkranger.profile.Profiles;

/** The page at {@code /debug/pprof/}, laid out like Go's. */
final class ProfileIndex {

    private ProfileIndex() {}

    static String html(Profiles profiles) {
        StringBuilder html = new StringBuilder("""
                <!DOCTYPE html>
                <html><head><title>/debug/pprof/</title></head><body>
                /debug/pprof/<br><br>
                Types of profiles available:
                <table>
                <thead><td>Count</td><td>Profile</td></thead>
                """);
        for (ProfileKind kind : ProfileKind.values()) {
            long count = profiles.count(kind);
            row(html, count, kind.goName());
            if (!kind.plainName().equals(kind.goName())) {
                row(html, count, kind.plainName());
            }
        }
        html.append("</table>\n<a href=\"goroutine?debug=2\">full goroutine stack dump</a>\n<ul>\n");
        for (ProfileKind kind : ProfileKind.values()) {
            html.append("<li>").append(kind.goName());
            if (!kind.plainName().equals(kind.goName())) {
                html.append(", ").append(kind.plainName());
            }
            html.append(": ").append(kind.meaning()).append("</li>\n");
        }
        return html.append("</ul>\n</body></html>\n").toString();
    }

    private static void row(StringBuilder html, long count, String name) {
        html.append("<tr><td>").append(count).append("</td><td><a href=\"").append(name);
        html.append("?debug=1\">").append(name).append("</a></td></tr>\n");
    }
}
