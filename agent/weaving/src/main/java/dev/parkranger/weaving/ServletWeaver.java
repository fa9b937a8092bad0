package dev.parkranger.weaving;

import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/**
 * Makes a servlet's {@code service} and a filter's {@code doFilter} a scope. They are known by declaring the method
 * themselves, by name and descriptor.
 */
final class ServletWeaver implements LateWeaving {

    private static final String JAKARTA = "(Ljakarta/servlet/ServletRequest;Ljakarta/servlet/ServletResponse;)V";
    private static final String JAVAX = "(Ljavax/servlet/ServletRequest;Ljavax/servlet/ServletResponse;)V";

    private static final String JAKARTA_FILTER =
            "(Ljakarta/servlet/ServletRequest;Ljakarta/servlet/ServletResponse;Ljakarta/servlet/FilterChain;)V";
    private static final String JAVAX_FILTER =
            "(Ljavax/servlet/ServletRequest;Ljavax/servlet/ServletResponse;Ljavax/servlet/FilterChain;)V";

    /** Whose loaded classes are woven at an attach. */
    static final Set<String> INTERFACES = Set.of(
            "jakarta.servlet.Servlet",
            "javax.servlet.Servlet",
            "jakarta.servlet.Filter",
            "javax.servlet.Filter",
            "jakarta.servlet.ServletContextListener",
            "javax.servlet.ServletContextListener");

    private final String gate;
    private final long signs;

    /** @param gate internal name of what is called */
    ServletWeaver(Signs signs, String gate) {
        this.gate = gate;
        this.signs = signs.add(JAKARTA) | signs.add(JAVAX) | signs.add(JAKARTA_FILTER) | signs.add(JAVAX_FILTER);
    }

    @Override
    public String hook() {
        return "servlet";
    }

    @Override
    public boolean mayBe(String type, long found) {
        return (found & signs) != 0;
    }

    @Override
    public @Nullable ClassVisitor weaving(ClassReader type, ClassVisitor next, Woven woven) {
        if ((type.getAccess() & Opcodes.ACC_INTERFACE) != 0) {
            return null;
        }
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
                if (method == null || !LateWeaving.hasBody(access) || !serves(name, descriptor)) {
                    return method;
                }
                woven.something();
                return new ScopedMethod(method, code -> open(code), code -> close(code), code -> fail(code), framed);
            }
        };
    }

    private static boolean serves(String name, String descriptor) {
        return switch (name) {
            case "service" -> descriptor.equals(JAKARTA) || descriptor.equals(JAVAX);
            case "doFilter" -> descriptor.equals(JAKARTA_FILTER) || descriptor.equals(JAVAX_FILTER);
            default -> false;
        };
    }

    private void open(MethodVisitor code) {
        code.visitVarInsn(Opcodes.ALOAD, 0);
        code.visitVarInsn(Opcodes.ALOAD, 1);
        call(code, "requestBegins", "(Ljava/lang/Object;Ljava/lang/Object;)V");
    }

    private void close(MethodVisitor code) {
        call(code, "requestEnds", "()V");
    }

    /**
     * The server completes such a request itself. How it does may depend on whether anybody listens, as in some sources of
     * Jetty's it does (not in 12.0.29): so nobody is made to.
     */
    private void fail(MethodVisitor code) {
        call(code, "requestFails", "()V");
    }

    private void call(MethodVisitor code, String hook, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, gate, hook, descriptor, false);
    }
}
