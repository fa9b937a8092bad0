package dev.parkranger.weaving;

import java.util.List;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * One row of the hook table: which JDK method calls which static method of {@code Hooks}, where, and with what.
 *
 * @param name as reports show it, {@code Thread.exit}
 * @param type internal name, {@code java/lang/Thread}
 * @param method name of the method
 * @param descriptor of the method; without the return type where that differs between JDKs
 * @param where in the method
 * @param anchor name of the called method for the call positions, else empty
 * @param hook the static method of {@code Hooks}
 * @param hookDescriptor of the static method
 * @param arguments how the call's arguments come onto the stack
 * @param since first JDK that has the method; on earlier ones the hook is absent
 * @param until last JDK that has it, 0 for no end known
 * @param proof what the canary must see, empty where only the application's own use can prove the hook
 */
record HookPoint(
        String name,
        String type,
        String method,
        String descriptor,
        Where where,
        String anchor,
        String hook,
        String hookDescriptor,
        List<Push> arguments,
        int since,
        int until,
        String proof) {

    enum Where {
        ENTRY,
        RETURN,
        BEFORE_CALL,
        /** Before the call, and once more after it with what was pushed for the second time. */
        AROUND_CALL,
        /** A handler at the method's end that passes the error on. */
        OUT_OF_MEMORY
    }

    /** One instruction or two that bring an argument onto the stack. */
    interface Push {
        void onto(MethodVisitor code);
    }

    static final Push THIS = code -> code.visitVarInsn(Opcodes.ALOAD, 0);
    static final Push FIRST = code -> code.visitVarInsn(Opcodes.ALOAD, 1);
    static final Push SECOND = code -> code.visitVarInsn(Opcodes.ALOAD, 2);
    /** A long after an object and another long. */
    static final Push LONG_FOURTH = code -> code.visitVarInsn(Opcodes.LLOAD, 4);
    /** The topmost value of the stack, which stays. */
    static final Push TOP = code -> code.visitInsn(Opcodes.DUP);
    /** The value below the topmost; both stay. */
    static final Push BELOW_TOP = code -> {
        code.visitInsn(Opcodes.SWAP);
        code.visitInsn(Opcodes.DUP_X1);
    };

    boolean existsOn(int feature) {
        return feature >= since && (until == 0 || feature <= until);
    }

    boolean matches(String methodName, String methodDescriptor) {
        return method.equals(methodName) && methodDescriptor.startsWith(descriptor);
    }
}
