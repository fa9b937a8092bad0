package dev.parkranger.weaving;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Puts the application's weaver together when the first class comes by that may be for it, or in the background shortly
 * after the start: an application that is up before that need not wait for a dozen classes.
 */
final class LateWeavings {

    /** One of these stands in the constant pool of whatever any of the kinds weaves; of named classes their own name. */
    static final List<String> SIGNS = List.of(
            "(Ljakarta/servlet/ServletRequest;Ljakarta/servlet/ServletResponse;)V",
            "(Ljavax/servlet/ServletRequest;Ljavax/servlet/ServletResponse;)V",
            "(Ljakarta/servlet/ServletRequest;Ljakarta/servlet/ServletResponse;Ljakarta/servlet/FilterChain;)V",
            "(Ljavax/servlet/ServletRequest;Ljavax/servlet/ServletResponse;Ljavax/servlet/FilterChain;)V",
            "(Ljakarta/servlet/ServletContextEvent;)V",
            "(Ljavax/servlet/ServletContextEvent;)V",
            "(Ljava/util/Set;Ljakarta/servlet/ServletContext;)V",
            "(Ljava/util/Set;Ljavax/servlet/ServletContext;)V",
            "(Ljakarta/servlet/FilterConfig;)V",
            "(Ljavax/servlet/FilterConfig;)V",
            "(Ljakarta/servlet/ServletConfig;)V",
            "(Ljavax/servlet/ServletConfig;)V",
            "org/apache/catalina/core/StandardContext",
            "org/eclipse/jetty/ee10/servlet/ServletContextHandler",
            "org/eclipse/jetty/ee11/servlet/ServletContextHandler",
            "org/eclipse/jetty/ee9/nested/ContextHandler",
            "org/eclipse/jetty/ee8/nested/ContextHandler",
            "org/eclipse/jetty/server/handler/ContextHandler",
            "io/undertow/servlet/core/DeploymentManagerImpl",
            "com/sun/net/httpserver/Filter$Chain",
            "sun/net/httpserver/ExchangeImpl",
            "sun/net/httpserver/WriteFinishedEvent",
            "sun/net/httpserver/Event$WriteFinished",
            "dev/parkranger/api/OwnerScope",
            "execute",
            "java/util/concurrent/AbstractExecutorService",
            "java/util/concurrent/Executor",
            "java/util/concurrent/ExecutorService",
            "java/util/concurrent/ScheduledExecutorService",
            "org/jboss/threads/ContextHandler",
            "org/jboss/threads/ContextClassLoaderSavingRunnable",
            "kotlinx/coroutines/scheduling/TaskImpl",
            "kotlinx/coroutines/scheduling/CoroutineScheduler",
            "kotlinx/coroutines/internal/LimitedDispatcher");

    private final List<String> scopes;
    private final ExecutorTypes executors;
    private final Signs signs = new Signs();
    private volatile @Nullable ApplicationWeaver weaver;

    /** @param scopes entries of the option of that name */
    LateWeavings(List<String> scopes, ExecutorTypes executors) {
        this.scopes = scopes;
        this.executors = executors;
        for (String sign : SIGNS) {
            signs.add(sign);
        }
    }

    /** Returns the woven class, or null where there is nothing to weave. */
    byte @Nullable [] weave(String type, byte[] original) {
        if (weaver == null && scopes.isEmpty() && signs.in(original) == 0) {
            return null;
        }
        return ready().weave(type, original);
    }

    boolean isNamed(String type) {
        return ready().isNamed(type);
    }

    Map<String, Boolean> hooks() {
        return ready().hooks();
    }

    ApplicationWeaver ready() {
        ApplicationWeaver ready = weaver;
        return ready != null ? ready : prepare();
    }

    /** Whoever holds this lock loads classes of the agent's alone, and needs nothing that a waiting thread holds. */
    private synchronized ApplicationWeaver prepare() {
        ApplicationWeaver ready = weaver;
        if (ready == null) {
            Signs all = new Signs();
            ready = new ApplicationWeaver(all, kinds(all));
            weaver = ready;
        }
        return ready;
    }

    private List<LateWeaving> kinds(Signs all) {
        return List.of(
                new ServletWeaver(all, Gate.TYPE),
                new WebApplicationWeaver(all, Gate.TYPE),
                new HttpServerWeaver(Gate.TYPE),
                new ScopesWeaver(scopes, Gate.TYPE),
                new ApiWeaver(Gate.TYPE),
                new PoolWeaver(all, executors, Gate.TYPE));
    }
}
