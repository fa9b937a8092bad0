package dev.parkranger.weaving;

import java.util.function.Consumer;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Makes a method a scope: a call of the gate on entry, and another one on every way out. */
final class ScopedMethod extends MethodVisitor {

    private final Consumer<MethodVisitor> open;
    private final Consumer<MethodVisitor> close;
    private final Consumer<MethodVisitor> fail;
    private final boolean framed;
    private final Label start = new Label();

    /**
     * @param open pushes arguments and calls the gate; uses no local that the method does not come with
     * @param close as {@code open}, at the method's ends; may use only locals that the method never writes to, which
     *     {@code this} is and parameters need not be
     * @param framed whether the class file has stack maps
     */
    ScopedMethod(MethodVisitor next, Consumer<MethodVisitor> open, Consumer<MethodVisitor> close, boolean framed) {
        this(next, open, close, close, framed);
    }

    /**
     * As before, telling the two ways out apart.
     *
     * @param close at each return, where what is returned lies on the stack, and has to stay there
     * @param fail where an exception leaves the method
     */
    ScopedMethod(
            MethodVisitor next,
            Consumer<MethodVisitor> open,
            Consumer<MethodVisitor> close,
            Consumer<MethodVisitor> fail,
            boolean framed) {
        super(Opcodes.ASM9, next);
        this.open = open;
        this.close = close;
        this.fail = fail;
        this.framed = framed;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        open.accept(mv);
        super.visitLabel(start);
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            close.accept(mv);
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
        fail.accept(mv);
        super.visitInsn(Opcodes.ATHROW);
        super.visitMaxs(maxStack, maxLocals);
    }
}
