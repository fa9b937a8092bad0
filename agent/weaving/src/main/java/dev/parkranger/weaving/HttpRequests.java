package dev.parkranger.weaving;

import dev.parkranger.record.Requests;
import org.jspecify.annotations.Nullable;

/** Asks requests, of servlets and of the JDK's HTTP server, what the records want to know. */
final class HttpRequests implements Requests {

    private final PathNames names = new PathNames();
    private final ServletNames servlets = new ServletNames(names);
    private final ServletRequests requests = new ServletRequests();
    private final ServletContexts contexts = new ServletContexts();
    private final Exchanges exchanges = new Exchanges(names);

    @Override
    public String nameOf(Object servlet, Object request) {
        return servlets.nameOf(servlet, request);
    }

    @Override
    public Object innermost(Object request) {
        return requests.innermost(request);
    }

    @Override
    public boolean isHandedOn(Object request) {
        return requests.isHandedOn(request);
    }

    @Override
    public boolean goesOn(Object request) {
        return requests.goesOn(request);
    }

    @Override
    public boolean whenComplete(Object request, Runnable told) {
        return requests.whenComplete(request, told);
    }

    @Override
    public @Nullable Object contextOf(Object asked) {
        return contexts.contextOf(asked);
    }

    @Override
    public String nameOfApplication(Object context) {
        return contexts.nameOf(context);
    }

    @Override
    public String nameOf(Object exchange) {
        return exchanges.nameOf(exchange);
    }

    @Override
    public @Nullable Object responseOf(Object exchange) {
        return exchanges.responseOf(exchange);
    }
}
