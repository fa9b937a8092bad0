package dev.parkranger.weaving;

import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import net.bytebuddy.jar.asm.Type;
import org.jspecify.annotations.Nullable;

/**
 * Brings the public API to life, in every loader that defines it: the bodies of its private methods become calls of the
 * gate. A method that only an older or newer API has stays as inert as it was compiled.
 */
final class ApiWeaver implements LateWeaving {

    static final String CLASS = "dev.parkranger.api.OwnerScope";

    /** How the names begin of the classes that run a task in a scope. */
    static final String CARRIED = CLASS + "$Carried";

    private static final String TYPE = "dev/parkranger/api/OwnerScope";

    /** Name and descriptor of each method, and the hook, of the same descriptor, that it calls. */
    private static final String[][] METHODS = {
        {"opened", "(Ljava/lang/String;)Ljava/lang/Object;", "scopeOpened"},
        {"here", "()Ljava/lang/Object;", "scopeHere"},
        {"left", "()Ljava/lang/Object;", "scopeLeft"},
        {"resumed", "(Ljava/lang/Object;)Ljava/lang/Object;", "scopeResumed"},
        {"carried", "(Ljava/lang/Object;)V", "scopeCarried"},
        {"closed", "(Ljava/lang/Object;)V", "scopeClosed"}
    };

    private final String gate;

    /** @param gate internal name of what is called */
    ApiWeaver(String gate) {
        this.gate = gate;
    }

    @Override
    public boolean mayBe(String type, long signs) {
        return type.equals(TYPE);
    }

    @Override
    public ClassVisitor weaving(ClassReader type, ClassVisitor next, Woven woven) {
        return new ClassVisitor(Opcodes.ASM9, next) {
            @Override
            public @Nullable MethodVisitor visitMethod(
                    int access,
                    String name,
                    String descriptor,
                    @Nullable String signature,
                    String @Nullable [] thrown) {
                MethodVisitor method = super.visitMethod(access, name, descriptor, signature, thrown);
                String hook = (access & Opcodes.ACC_STATIC) == 0 ? null : hookOf(name, descriptor);
                if (method == null || hook == null) {
                    return method;
                }
                woven.something();
                pass(method, hook, descriptor);
                // What stood there is read by nobody.
                return null;
            }
        };
    }

    private static @Nullable String hookOf(String name, String descriptor) {
        for (String[] method : METHODS) {
            if (method[0].equals(name) && method[1].equals(descriptor)) {
                return method[2];
            }
        }
        return null;
    }

    private void pass(MethodVisitor code, String hook, String descriptor) {
        code.visitCode();
        for (int i = 0; i < Type.getArgumentTypes(descriptor).length; i++) {
            // References, one slot each.
            code.visitVarInsn(Opcodes.ALOAD, i);
        }
        code.visitMethodInsn(Opcodes.INVOKESTATIC, gate, hook, descriptor, false);
        code.visitInsn(Type.getReturnType(descriptor).getOpcode(Opcodes.IRETURN));
        code.visitMaxs(0, 0);
        code.visitEnd();
    }
}
