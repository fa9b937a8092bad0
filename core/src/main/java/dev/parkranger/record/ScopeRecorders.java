package dev.parkranger.record;

/** The recorder's halves for everything that is a scope. */
record ScopeRecorders(
        RequestRecorder requests, MethodRecorder methods, ApiScopes ownScopes, WebApplicationRecorder applications) {

    static ScopeRecorders of(Ticker ticker, Registry registry, Requests asked) {
        ScopeRecorder scopes = new ScopeRecorder(ticker, registry);
        WebApplicationRecorder applications =
                new WebApplicationRecorder(ticker, scopes, registry.webApplications(), asked);
        return new ScopeRecorders(
                new RequestRecorder(ticker, scopes, registry.awaited(), asked, applications),
                new MethodRecorder(ticker, scopes, registry.awaited()),
                new ApiScopes(ticker, registry, scopes),
                applications);
    }
}
