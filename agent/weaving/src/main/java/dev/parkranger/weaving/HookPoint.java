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

    /**
     * How an argument of the call comes onto the stack. An enum and no lambdas, here and wherever start-up comes by: each
     * lambda that is linked before {@code main} costs the application half a millisecond.
     */
    enum Push {
        THIS,
        FIRST,
        SECOND,
        /** A long after an object and another long. */
        LONG_FOURTH,
        /** The topmost value of the stack, which stays. */
        TOP,
        /** The value below the topmost; both stay. */
        BELOW_TOP,
        /** The thread of a Timer, of its field. */
        TIMERS_THREAD;

        void onto(MethodVisitor code) {
            switch (this) {
                case THIS -> code.visitVarInsn(Opcodes.ALOAD, 0);
                case FIRST -> code.visitVarInsn(Opcodes.ALOAD, 1);
                case SECOND -> code.visitVarInsn(Opcodes.ALOAD, 2);
                case LONG_FOURTH -> code.visitVarInsn(Opcodes.LLOAD, 4);
                case TOP -> code.visitInsn(Opcodes.DUP);
                case BELOW_TOP -> {
                    code.visitInsn(Opcodes.SWAP);
                    code.visitInsn(Opcodes.DUP_X1);
                }
                case TIMERS_THREAD -> {
                    code.visitVarInsn(Opcodes.ALOAD, 0);
                    code.visitFieldInsn(Opcodes.GETFIELD, "java/util/Timer", "thread", "Ljava/util/TimerThread;");
                }
            }
        }
    }

    boolean existsOn(int feature) {
        return feature >= since && (until == 0 || feature <= until);
    }

    boolean matches(String methodName, String methodDescriptor) {
        return method.equals(methodName) && methodDescriptor.startsWith(descriptor);
    }
}
