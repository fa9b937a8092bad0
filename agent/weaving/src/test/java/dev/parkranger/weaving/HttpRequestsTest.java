package dev.parkranger.weaving;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parkranger.weaving.servlet.AsyncContext;
import dev.parkranger.weaving.servlet.AsyncEvent;
import dev.parkranger.weaving.servlet.AsyncListener;
import dev.parkranger.weaving.servlet.ServletContext;
import dev.parkranger.weaving.servlet.ServletRequest;
import dev.parkranger.weaving.servlet.ServletRequestWrapper;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What requests are asked, of an API that is none but looks like one. */
class HttpRequestsTest {

    private final HttpRequests requests = new HttpRequests();
    private final List<AsyncListener> listeners = new ArrayList<>();
    private int completed;

    /** A server's class, which is nobody else's to see. */
    private record Request(boolean isAsyncStarted, AsyncContext getAsyncContext, ServletContext getServletContext)
            implements ServletRequest {
        @Override
        public DispatcherType getDispatcherType() {
            return DispatcherType.REQUEST;
        }
    }

    private record Shop(String getContextPath) implements ServletContext {}

    /** As Tomcat's is, by its getter alone. */
    public static final class Container {
        private final ServletContext context = new Shop("");

        public ServletContext getServletContext() {
            return context;
        }
    }

    /** As Undertow's is. */
    public static final class Manager {
        private final Container container = new Container();

        public Container getDeployment() {
            return container;
        }
    }

    @Test
    void a_listener_hears_of_the_end_of_each_round() {
        AsyncContext context = listeners::add;
        Request request = new Request(true, context, new Shop("/shop"));

        assertThat(requests.goesOn(request)).isTrue();
        assertThat(requests.whenComplete(request, () -> completed++)).isTrue();
        AsyncListener listener = listeners.get(0);
        assertThat(listener).isEqualTo(listener).hasToString("parkranger");
        assertThat(listener.hashCode()).isEqualTo(System.identityHashCode(listener));
        listener.onTimeout(new AsyncEvent(context));
        assertThat(completed).isZero();

        listener.onStartAsync(new AsyncEvent(context));
        assertThat(listeners).containsExactly(listener, listener);
        listener.onComplete(new AsyncEvent(context));
        assertThat(completed).isEqualTo(1);
    }

    @Test
    void a_request_that_throws_is_a_plain_one() {
        AsyncContext completed = listener -> {
            throw new IllegalStateException("completed");
        };

        assertThat(requests.whenComplete(new Request(true, completed, new Shop("")), () -> {}))
                .isFalse();
        assertThat(requests.goesOn("no request")).isFalse();
        assertThat(requests.isHandedOn("no request")).isFalse();
        assertThat(requests.innermost("no request")).isEqualTo("no request");
        assertThat(requests.whenComplete("no request", () -> {})).isFalse();
        assertThat(requests.contextOf("no request")).isNull();
        assertThat(requests.responseOf("no exchange")).isNull();
        assertThat(requests.nameOf("no exchange")).isEqualTo("String");
    }

    @Test
    void what_wraps_a_request_is_taken_off() {
        Request request = new Request(false, listeners::add, new Shop("/shop"));
        ServletRequest wrapped = new ServletRequestWrapper(new ServletRequestWrapper(request) {});

        assertThat(requests.isHandedOn(request)).isFalse();
        assertThat(requests.isHandedOn(wrapped)).isTrue();
        assertThat(requests.innermost(wrapped)).isSameAs(request);
        assertThat(requests.goesOn(wrapped)).isFalse();
    }

    private record Deployed(String getContextPath, ClassLoader getClassLoader) implements ServletContext {}

    @Test
    void the_loader_of_a_web_application_is_its_own_and_not_its_servers() {
        ClassLoader own = new ClassLoader(HttpRequestsTest.class.getClassLoader()) {};

        assertThat(requests.loaderOf(new Deployed("/shop", own))).isSameAs(own);
        assertThat(requests.loaderOf(new Deployed("/", HttpRequestsTest.class.getClassLoader())))
                .isNull();
        assertThat(requests.loaderOf(new Deployed("/", ClassLoader.getPlatformClassLoader())))
                .isNull();
        assertThat(requests.loaderOf(new Shop("/shop"))).as("it throws").isNull();
        assertThat(requests.loaderOf("no context")).isNull();
    }

    @Test
    void a_context_is_found_from_wherever_it_is_known() {
        Shop shop = new Shop("/shop");
        Container container = new Container();
        Manager manager = new Manager();

        assertThat(requests.contextOf(shop)).isSameAs(shop);
        assertThat(requests.contextOf(new Request(false, listeners::add, shop))).isSameAs(shop);
        assertThat(requests.contextOf(container)).isSameAs(container.context);
        assertThat(requests.contextOf(manager)).isSameAs(manager.container.context);
        assertThat(requests.nameOfApplication(shop)).isEqualTo("web application /shop");
        assertThat(requests.nameOfApplication(container.context)).isEqualTo("web application /");
    }
}
