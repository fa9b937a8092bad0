package dev.parkranger.weaving;

import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Tells what a web application starts on its own, in listeners, initialisers, filters and servlets, and when it is
 * stopped: by the container's own method, else by the first listener that hears of it.
 */
final class WebApplicationWeaver implements LateWeaving {

    /** The method that stops an application, on entry: listeners may shut down what they have made after that. */
    static final Map<String, Set<String>> STOPPED_BY = Map.of(
            // Tomcat, TomEE: undeploy, reload and the server's own end come by here, once the context is known.
            "org/apache/catalina/core/StandardContext",
            Set.of("stopInternal()V"),
            // Jetty 12: one handler an API; the core handler below them knows no servlet context.
            "org/eclipse/jetty/ee10/servlet/ServletContextHandler",
            Set.of("doStop()V"),
            "org/eclipse/jetty/ee11/servlet/ServletContextHandler",
            Set.of("doStop()V"),
            "org/eclipse/jetty/ee9/nested/ContextHandler",
            Set.of("doStop()V"),
            "org/eclipse/jetty/ee8/nested/ContextHandler",
            Set.of("doStop()V"),
            // Jetty 9 to 11.
            "org/eclipse/jetty/server/handler/ContextHandler",
            Set.of("doStop()V"),
            // Undertow, WildFly: undeploy without a stop before it forgets the context.
            "io/undertow/servlet/core/DeploymentManagerImpl",
            Set.of("stop()V", "undeploy()V"));

    private final String gate;
    private final long signs;

    /** @param gate internal name of what is called */
    WebApplicationWeaver(Signs signs, String gate) {
        this.gate = gate;
        long all = 0;
        for (String api : new String[] {"jakarta", "javax"}) {
            all |= signs.add(event(api))
                    | signs.add(initialiser(api))
                    | signs.add(config(api, "Filter"))
                    | signs.add(config(api, "Servlet"));
        }
        this.signs = all;
    }

    private static String event(String api) {
        return "(L" + api + "/servlet/ServletContextEvent;)V";
    }

    private static String initialiser(String api) {
        return "(Ljava/util/Set;L" + api + "/servlet/ServletContext;)V";
    }

    private static String config(String api, String of) {
        return "(L" + api + "/servlet/" + of + "Config;)V";
    }

    @Override
    public boolean mayBe(String type, long found) {
        return (found & signs) != 0 || isNamed(type);
    }

    @Override
    public boolean isNamed(String type) {
        return STOPPED_BY.containsKey(type);
    }

    @Override
    public @Nullable ClassVisitor weaving(ClassReader type, ClassVisitor next, Woven woven) {
        if ((type.getAccess() & Opcodes.ACC_INTERFACE) != 0) {
            return null;
        }
        Set<String> stops = STOPPED_BY.getOrDefault(type.getClassName(), Set.of());
        boolean framed = LateWeaving.isFramed(type);
        return new ClassVisitor(Opcodes.ASM9, next) {
            @Override
            public @Nullable MethodVisitor visitMethod(
                    int access,
                    String name,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] thrown) {
                MethodVisitor method = super.visitMethod(access, name, descriptor, signature, thrown);
                MethodVisitor weaving = method == null || !LateWeaving.hasBody(access)
                        ? null
                        : weave(method, stops, name, descriptor, framed);
                if (weaving == null) {
                    return method;
                }
                woven.something();
                return weaving;
            }
        };
    }

    private @Nullable MethodVisitor weave(
            MethodVisitor method, Set<String> stops, String name, String descriptor, boolean framed) {
        if (stops.contains(name + descriptor)) {
            return new EntryOf(method, code -> call(code, 0, "webApplicationStops"));
        }
        for (String api : new String[] {"jakarta", "javax"}) {
            if (name.equals("contextDestroyed") && descriptor.equals(event(api))) {
                return new EntryOf(method, code -> call(code, 1, "webApplicationStops"));
            }
            int context = startUp(api, name, descriptor);
            if (context > 0) {
                return new ScopedMethod(method, code -> call(code, context, "startUpBegins"), this::end, framed);
            }
        }
        return null;
    }

    /** Which argument of an initialising method knows the context; 0 for every other method. */
    private static int startUp(String api, String name, String descriptor) {
        return switch (name) {
            case "contextInitialized" -> descriptor.equals(event(api)) ? 1 : 0;
            case "onStartup" -> descriptor.equals(initialiser(api)) ? 2 : 0;
            case "init" ->
                descriptor.equals(config(api, "Filter")) || descriptor.equals(config(api, "Servlet")) ? 1 : 0;
            default -> 0;
        };
    }

    private void call(MethodVisitor code, int argument, String hook) {
        code.visitVarInsn(Opcodes.ALOAD, argument);
        code.visitMethodInsn(Opcodes.INVOKESTATIC, gate, hook, "(Ljava/lang/Object;)V", false);
    }

    private void end(MethodVisitor code) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, gate, "startUpEnds", "()V", false);
    }
}
