package dev.parkranger.http;

import dev.parkranger.profile.GoText;
import dev.parkranger.profile.PprofWriter;
import dev.parkranger.profile.Profile;
import dev.parkranger.profile.ProfileKind;
import dev.parkranger.report.Control;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/** What lies under {@code /debug/pprof/}: paths, parameters, headers and complaints are those of Go's net/http/pprof. */
final class ProfilePages {

    static final String ROOT = "/debug/pprof";

    /** The header by which pprof knows that an answer's body is. */
    static final String WORTH_PRINTING = "X-Go-Pprof";

    /** Fewer than there are workers: whoever waits for a difference, or reads slowly, keeps nobody from the reports. */
    static final int AT_ONCE = 4;

    /** A difference over a longer time is for snapshots. */
    private static final int MAX_SECONDS = 600;

    private static final long TAKING_NANOS = TimeUnit.SECONDS.toNanos(120);

    private final Control control;
    private final Semaphore slots = new Semaphore(AT_ONCE);

    ProfilePages(Control control) {
        this.control = control;
    }

    void answer(Request request) throws IOException {
        String path = request.path();
        if (path.equals(ROOT)) {
            request.with("Location", ROOT + "/").plain(301, "moved to " + ROOT + "/\n");
            return;
        }
        if (!path.startsWith(ROOT + "/")) {
            request.plain(404, "not found; / lists what there is\n");
            return;
        }
        if (!slots.tryAcquire()) {
            complain(request.with("Retry-After", "1"), 503, "too many profiles at once; try again");
            return;
        }
        try {
            request.allow(TAKING_NANOS);
            profile(request, path.substring(ROOT.length() + 1));
        } finally {
            slots.release();
        }
    }

    private void profile(Request request, String name) throws IOException {
        ProfileKind kind = ProfileKind.of(name);
        if (name.isEmpty()) {
            request.answer(200, "text/html; charset=utf-8", ProfileIndex.html(control.profiles()));
        } else if (kind == null) {
            complain(request, 404, "Unknown profile");
        } else if (!request.parameter("seconds").isEmpty()) {
            difference(request, kind, name);
        } else if (debug(request) == 0) {
            send(request, control.profiles().take(kind, name), name);
        } else if (debug(request) >= 2 && kind == ProfileKind.GOROUTINE) {
            request.streamPlain(control.profiles()::dump);
        } else {
            Profile profile = control.profiles().take(kind, name);
            request.streamPlain(text -> GoText.write(profile, text));
        }
    }

    private void difference(Request request, ProfileKind kind, String name) throws IOException {
        int seconds = number(request.parameter("seconds"));
        if (seconds <= 0) {
            complain(request, 400, "invalid value for \"seconds\" - must be a positive integer");
        } else if (!kind.hasDelta()) {
            complain(request, 400, "\"seconds\" parameter is not supported for this profile type");
        } else if (seconds > MAX_SECONDS) {
            complain(request, 400, "profile duration exceeds the limit of " + MAX_SECONDS + " seconds");
        } else if (debug(request) != 0) {
            complain(request, 400, "seconds and debug params are incompatible");
        } else {
            request.allow(TAKING_NANOS + TimeUnit.SECONDS.toNanos(seconds));
            Profile before = control.profiles().take(kind, name);
            try {
                TimeUnit.SECONDS.sleep(seconds);
            } catch (InterruptedException e) {
                throw new IOException("the endpoint is being closed", e);
            }
            send(request, control.profiles().take(kind, name).since(before), name + "-delta");
        }
    }

    /** A few groups make a few kilobytes, and with their length known a client knows when it has got all. */
    private static void send(Request request, Profile profile, String fileName) throws IOException {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        PprofWriter.write(profile, body);
        request.with("Content-Disposition", "attachment; filename=\"" + fileName + "\"")
                .answer(200, "application/octet-stream", body.toByteArray());
    }

    private static void complain(Request request, int status, String what) throws IOException {
        request.with(WORTH_PRINTING, "1").plain(status, what + "\n");
    }

    /** As Go has it, what is no number is none. */
    private static int debug(Request request) {
        return Math.max(0, number(request.parameter("debug")));
    }

    /** Negative where it is none. */
    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }
}
