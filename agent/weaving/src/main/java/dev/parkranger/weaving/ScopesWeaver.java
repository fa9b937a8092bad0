package dev.parkranger.weaving;

import java.util.ArrayList;
import java.util.List;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/** Makes methods scopes that the option {@code scopes} names, {@code OrderHandler.handle}. */
final class ScopesWeaver implements LateWeaving {

    private static final int NEVER =
            Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_SYNTHETIC | Opcodes.ACC_BRIDGE;

    private final ScopePattern[] patterns;
    private final String gate;

    /** @param gate internal name of what is called */
    ScopesWeaver(List<String> entries, String gate) {
        this.patterns = new ScopePattern[entries.size()];
        for (int i = 0; i < patterns.length; i++) {
            patterns[i] = ScopePattern.of(entries.get(i));
        }
        this.gate = gate;
    }

    @Override
    public String hook() {
        return patterns.length == 0 ? "" : "scopes";
    }

    @Override
    public boolean mayBe(String type, long found) {
        return isNamed(type);
    }

    @Override
    public boolean isNamed(String type) {
        if (patterns.length == 0) {
            return false;
        }
        String name = type.replace('/', '.');
        for (ScopePattern pattern : patterns) {
            if (pattern.matchesType(name)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public ClassVisitor weaving(ClassReader type, ClassVisitor next, Woven woven) {
        String its = type.getClassName().replace('/', '.');
        List<ScopePattern> applying = new ArrayList<>();
        for (ScopePattern pattern : patterns) {
            if (pattern.matchesType(its)) {
                applying.add(pattern);
            }
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
                if (method == null || !isScope(access, name, applying)) {
                    return method;
                }
                woven.something();
                return scope(method, its, name, descriptor, framed);
            }
        };
    }

    private static boolean isScope(int access, String name, List<ScopePattern> applying) {
        if ((access & NEVER) != 0 || name.startsWith("<")) {
            return false;
        }
        for (ScopePattern pattern : applying) {
            if (pattern.matchesMethod(name)) {
                return true;
            }
        }
        return false;
    }

    private MethodVisitor scope(MethodVisitor method, String type, String name, String descriptor, boolean framed) {
        String key = type + "#" + name;
        String shown = nameOf(type, name);
        int result = Type.getReturnType(descriptor).getSort();
        return new ScopedMethod(
                method,
                code -> begin(code, key, shown),
                result == Type.OBJECT ? code -> returns(code, key) : code -> end(code, key),
                code -> end(code, key),
                framed);
    }

    /** {@code com.acme.Orders$Handler} and {@code handle} are {@code Orders.Handler.handle}. */
    static String nameOf(String type, String method) {
        return type.substring(type.lastIndexOf('.') + 1).replace('$', '.') + "." + method;
    }

    private void begin(MethodVisitor code, String key, String shown) {
        code.visitLdcInsn(key);
        code.visitLdcInsn(shown);
        call(code, "methodBegins", "(Ljava/lang/String;Ljava/lang/String;)V");
    }

    /** What is returned may be done later. */
    private void returns(MethodVisitor code, String key) {
        code.visitInsn(Opcodes.DUP);
        code.visitLdcInsn(key);
        call(code, "methodReturns", "(Ljava/lang/Object;Ljava/lang/String;)V");
    }

    private void end(MethodVisitor code, String key) {
        code.visitLdcInsn(key);
        call(code, "methodEnds", "(Ljava/lang/String;)V");
    }

    private void call(MethodVisitor code, String hook, String descriptor) {
        code.visitMethodInsn(Opcodes.INVOKESTATIC, gate, hook, descriptor, false);
    }
}
