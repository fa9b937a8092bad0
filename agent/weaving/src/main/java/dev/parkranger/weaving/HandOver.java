package dev.parkranger.weaving;

import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/**
 * Tells of the task that a method of an executor is given, and of the method's end: what the same thread hands over
 * after that is another task, even if it is the same object; what it runs before that it runs for the caller.
 *
 * <p>One hook tells all three, for each is a static call of the gate: executor and task on entry, the executor alone on
 * return, and nothing at all where the method throws, which is how executors refuse.
 */
final class HandOver extends MethodVisitor {

    static final String HOOK = "handedOver";
    static final String DESCRIPTOR = "(Ljava/lang/Object;Ljava/lang/Object;)V";

    private final String gate;
    private final int task;
    private final boolean framed;
    private final Label start = new Label();

    /**
     * @param gate internal name of what is called
     * @param task the local in which the task comes
     * @param framed whether the class file has stack maps
     */
    HandOver(MethodVisitor next, String gate, int task, boolean framed) {
        super(Opcodes.ASM9, next);
        this.gate = gate;
        this.task = task;
        this.framed = framed;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        super.visitVarInsn(Opcodes.ALOAD, 0);
        super.visitVarInsn(Opcodes.ALOAD, task);
        tell();
        super.visitLabel(start);
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            super.visitVarInsn(Opcodes.ALOAD, 0);
            super.visitInsn(Opcodes.ACONST_NULL);
            tell();
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        Label end = new Label();
        super.visitTryCatchBlock(start, end, end, null);
        super.visitLabel(end);
        if (framed) {
            // No local is used here, so none need be known, whatever the method has put into them.
            super.visitFrame(Opcodes.F_FULL, 0, new Object[0], 1, new Object[] {"java/lang/Throwable"});
        }
        super.visitInsn(Opcodes.ACONST_NULL);
        super.visitInsn(Opcodes.ACONST_NULL);
        tell();
        super.visitInsn(Opcodes.ATHROW);
        super.visitMaxs(maxStack, maxLocals);
    }

    private void tell() {
        super.visitMethodInsn(Opcodes.INVOKESTATIC, gate, HOOK, DESCRIPTOR, false);
    }
}
