package dev.parkranger.weaving;

import dev.parkranger.record.Requests;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Asks requests, of servlets and of the JDK's HTTP server, what the records want to know. */
final class HttpRequests implements Requests {

    private final AtomicReference<@Nullable Parts> parts = new AtomicReference<>();

    private record Parts(
            ServletNames servlets, ServletRequests requests, ServletContexts contexts, Exchanges exchanges) {

        static Parts make() {
            PathNames names = new PathNames();
            return new Parts(
                    new ServletNames(names), new ServletRequests(), new ServletContexts(), new Exchanges(names));
        }
    }

    /** Made for the first request, not for the application's start. */
    private Parts parts() {
        Parts made = parts.get();
        if (made != null) {
            return made;
        }
        Parts fresh = Parts.make();
        made = parts.compareAndExchange(null, fresh);
        return made == null ? fresh : made;
    }

    @Override
    public String nameOf(Object servlet, Object request) {
        return parts().servlets().nameOf(servlet, request);
    }

    @Override
    public Object innermost(Object request) {
        return parts().requests().innermost(request);
    }

    @Override
    public boolean isHandedOn(Object request) {
        return parts().requests().isHandedOn(request);
    }

    @Override
    public boolean goesOn(Object request) {
        return parts().requests().goesOn(request);
    }

    @Override
    public boolean whenComplete(Object request, Runnable told) {
        return parts().requests().whenComplete(request, told);
    }

    @Override
    public @Nullable Object contextOf(Object asked) {
        return parts().contexts().contextOf(asked);
    }

    @Override
    public String nameOfApplication(Object context) {
        return parts().contexts().nameOf(context);
    }

    @Override
    public @Nullable ClassLoader loaderOf(Object context) {
        return parts().contexts().loaderOf(context);
    }

    @Override
    public String nameOf(Object exchange) {
        return parts().exchanges().nameOf(exchange);
    }

    @Override
    public @Nullable Object responseOf(Object exchange) {
        return parts().exchanges().responseOf(exchange);
    }
}
