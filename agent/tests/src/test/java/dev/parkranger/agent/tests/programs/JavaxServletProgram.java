package dev.parkranger.agent.tests.programs;

import java.io.IOException;
import java.lang.reflect.Proxy;
import java.util.concurrent.CountDownLatch;
import javax.servlet.Servlet;
import javax.servlet.ServletException;
import javax.servlet.ServletRequest;
import javax.servlet.ServletResponse;
import javax.servlet.http.HttpServletRequest;
import javax.servlet.http.HttpServletResponse;

/** As much of a javax container as it takes to call {@code service}; its threads are plain ones, so only the scope ends. */
public final class JavaxServletProgram extends ChildProgram {

    private final Servlet servlet = new JavaxServlet();
    private final ServletRequest request = stub(HttpServletRequest.class);
    private final ServletResponse response = stub(HttpServletResponse.class);

    private JavaxServletProgram() {
        on("get", arguments -> get(Integer.parseInt(arguments[0])));
    }

    public static void main(String[] arguments) throws IOException {
        new JavaxServletProgram().obey();
    }

    private int get(int count) throws InterruptedException {
        var done = new CountDownLatch(1);
        Thread container = new Thread(
                () -> {
                    for (int i = 0; i < count; i++) {
                        service();
                    }
                    done.countDown();
                    waitForEver();
                },
                "container");
        container.setDaemon(true);
        container.start();
        done.await();
        return count;
    }

    private void service() {
        try {
            servlet.service(request, response);
        } catch (ServletException | IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static <T> T stub(Class<T> type) {
        return type.cast(Proxy.newProxyInstance(
                JavaxServletProgram.class.getClassLoader(),
                new Class<?>[] {type},
                (proxy, method, arguments) -> switch (method.getName()) {
                    case "getMethod" -> "GET";
                    case "getRequestURI", "getServletPath" -> "/quotes";
                    case "getContextPath" -> "";
                    case "getProtocol" -> "HTTP/1.1";
                    case "hashCode" -> System.identityHashCode(proxy);
                    case "equals" -> proxy == arguments[0];
                    case "toString" -> type.getSimpleName();
                    default -> {
                        Class<?> returned = method.getReturnType();
                        yield returned == boolean.class
                                ? (Object) false
                                : returned == int.class ? (Object) 0 : returned == long.class ? (Object) 0L : null;
                    }
                }));
    }
}
