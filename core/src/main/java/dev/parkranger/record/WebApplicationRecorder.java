package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/** The recorder's half for web applications: what they start on their own, and when they are stopped. */
final class WebApplicationRecorder {

    private final Ticker ticker;
    private final ScopeRecorder scopes;
    private final WebApplications applications;
    private final Requests requests;

    /** Where the application is not known, what is started belongs to whoever is around. */
    private final ScopeRecord nobody = new ScopeRecord("", null, null, 1);

    WebApplicationRecorder(Ticker ticker, ScopeRecorder scopes, WebApplications applications, Requests requests) {
        this.ticker = ticker;
        this.scopes = scopes;
        this.applications = applications;
        this.requests = requests;
        nobody.end(1);
    }

    /** A listener, filter or servlet is initialised. */
    void startUpBegins(Object asked) {
        ThreadRecord thread = scopes.here();
        Object context = requests.contextOf(asked);
        ScopeRecord scope = context == null ? nobody : deployed(context);
        thread.current(new ScopeFrame(ScopeFrame.Kind.START_UP, scope, thread.current()));
    }

    void startUpEnds() {
        ThreadRecord thread = scopes.known();
        if (thread == null) {
            return;
        }
        for (Activity activity = thread.current(); activity instanceof ScopeFrame frame; activity = frame.outer()) {
            if (frame.kind() == ScopeFrame.Kind.START_UP) {
                ScopeRecorder.leave(thread, frame);
                return;
            }
        }
    }

    void stops(Object asked) {
        Object context = requests.contextOf(asked);
        if (context != null) {
            applications.stop(context, ticker.nanos());
        }
    }

    /** Whose request this is; null where that is not known. */
    @Nullable
    ScopeRecord serving(Object request) {
        Object context = requests.contextOf(request);
        if (context == null) {
            return null;
        }
        ScopeRecord known = applications.of(context);
        return known == null ? add(context) : known;
    }

    /** Some servers start an application again with the context that it had. */
    private ScopeRecord deployed(Object context) {
        ScopeRecord known = applications.of(context);
        return known == null || known.hasEnded() ? add(context) : known;
    }

    private ScopeRecord add(Object context) {
        ScopeRecord scope = applications.add(context, scopes.webApplication(requests.nameOfApplication(context)));
        ClassLoader loader = requests.loaderOf(context);
        if (loader != null) {
            applications.note(loader, scope);
        }
        return scope;
    }
}
