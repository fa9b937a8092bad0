package dev.parkranger.record;

import org.jspecify.annotations.Nullable;

/**
 * The recorder's half for requests, of servlets and of the JDK's own HTTP server. A request is one scope from the
 * outermost call that serves it until it is complete, which may be long after that call, and on another thread.
 */
final class RequestRecorder {

    private final Ticker ticker;
    private final ScopeRecorder scopes;
    private final AwaitedScopes awaited;
    private final Requests requests;
    private final WebApplicationRecorder applications;

    RequestRecorder(
            Ticker ticker,
            ScopeRecorder scopes,
            AwaitedScopes awaited,
            Requests requests,
            WebApplicationRecorder applications) {
        this.ticker = ticker;
        this.scopes = scopes;
        this.awaited = awaited;
        this.requests = requests;
        this.applications = applications;
    }

    void requestBegins(Object servlet, Object request) {
        ThreadRecord thread = scopes.here();
        if (isNested(thread)) {
            return;
        }
        ScopeRecord left = leftOpen(request);
        if (left != null) {
            thread.current(new ScopeFrame(ScopeFrame.Kind.CONTINUED, left, thread.current()));
            return;
        }
        ScopeRecord application = applications.serving(request);
        Owner parent = application == null ? thread.ownerOfStarts() : application;
        ScopeRecord scope = scopes.open(requests.nameOf(servlet, request), parent);
        thread.current(ScopeFrame.ofRequest(scope, thread.current(), request));
    }

    /** The scope of a request that the server now hands on, to another thread perhaps. */
    private @Nullable ScopeRecord leftOpen(Object request) {
        if (!requests.isHandedOn(request)) {
            return null;
        }
        AwaitedScope entry = awaited.of(requests.innermost(request));
        return entry == null ? null : entry.scope();
    }

    void exchangeBegins(Object exchange) {
        ThreadRecord thread = scopes.here();
        if (isNested(thread)) {
            return;
        }
        ScopeRecord scope = scopes.open(requests.nameOf(exchange), thread.ownerOfStarts());
        Object response = requests.responseOf(exchange);
        AwaitedScope answer = response == null ? null : awaited.add(response, scope);
        thread.current(ScopeFrame.ofExchange(scope, thread.current(), answer));
    }

    /** A streamed response is complete only when it is finished. */
    void exchangeAnswers(Object response, long length) {
        if (length != 0) {
            exchangeAnswered(response);
        }
    }

    void exchangeAnswered(Object response) {
        AwaitedScope answer = awaited.of(response);
        if (answer != null) {
            awaited.answered(answer, ticker.nanos());
        }
    }

    private static boolean isNested(ThreadRecord thread) {
        ScopeFrame open = openRequest(thread);
        if (open == null) {
            return false;
        }
        open.nested++;
        return true;
    }

    /** @param failed whether the call ends with an exception: its server then ends it, or drops an exchange */
    void ends(boolean failed) {
        ThreadRecord thread = scopes.known();
        ScopeFrame open = thread == null ? null : openRequest(thread);
        if (thread == null || open == null) {
            return;
        }
        if (open.nested > 0) {
            open.nested--;
            return;
        }
        Object request = open.request();
        AwaitedScope answer = open.answer();
        ScopeRecord scope = open.scope();
        ScopeRecorder.leave(thread, open);
        if (scope == null || !open.endsScope()) {
            return;
        }
        if (answer != null && !failed) {
            awaited.returned(answer, ticker.nanos());
        } else if (answer != null) {
            awaited.end(answer, ticker.nanos());
        } else if (failed || request == null || !goesOn(request, scope)) {
            scope.end(ticker.nanos());
        }
    }

    private boolean goesOn(Object request, ScopeRecord scope) {
        if (!requests.goesOn(request)) {
            return false;
        }
        AwaitedScope answer = awaited.add(requests.innermost(request), scope);
        if (!requests.whenComplete(request, () -> awaited.answered(answer, ticker.nanos()))) {
            awaited.remove(answer);
            return false;
        }
        awaited.returned(answer, ticker.nanos());
        return true;
    }

    /** The request that this thread is serving, within the task it runs; null where there is none. */
    private static @Nullable ScopeFrame openRequest(ThreadRecord thread) {
        for (Activity activity = thread.current(); activity instanceof ScopeFrame frame; activity = frame.outer()) {
            if (frame.kind() == ScopeFrame.Kind.REQUEST || frame.kind() == ScopeFrame.Kind.CONTINUED) {
                return frame;
            }
        }
        return null;
    }
}
