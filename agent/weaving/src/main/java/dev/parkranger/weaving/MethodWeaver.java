package dev.parkranger.weaving;

import java.util.List;
import java.util.Set;
import net.bytebuddy.jar.asm.Label;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** Puts the hooks of one method into it: static calls only, no new local, no branch, so that no frame moves. */
final class MethodWeaver extends MethodVisitor {

    private static final String THREAD = "java/lang/Thread";
    private static final String OUT_OF_MEMORY = "java/lang/OutOfMemoryError";

    private final List<HookPoint> points;
    private final Set<HookPoint> woven;
    private final Label start = new Label();

    MethodWeaver(MethodVisitor next, List<HookPoint> points, Set<HookPoint> woven) {
        super(Opcodes.ASM9, next);
        this.points = points;
        this.woven = woven;
    }

    @Override
    public void visitCode() {
        super.visitCode();
        super.visitLabel(start);
        for (HookPoint point : points) {
            if (point.where() == HookPoint.Where.ENTRY) {
                call(point, point.hook());
            }
        }
    }

    @Override
    public void visitInsn(int opcode) {
        if (opcode >= Opcodes.IRETURN && opcode <= Opcodes.RETURN) {
            for (HookPoint point : points) {
                if (point.where() == HookPoint.Where.RETURN) {
                    call(point, point.hook());
                }
            }
        }
        super.visitInsn(opcode);
    }

    @Override
    public void visitMethodInsn(int opcode, String owner, String name, String descriptor, boolean isInterface) {
        HookPoint around = null;
        for (HookPoint point : points) {
            if (!point.anchor().equals(name)) {
                continue;
            }
            if (point.where() == HookPoint.Where.BEFORE_CALL) {
                call(point, point.hook());
            } else if (point.where() == HookPoint.Where.AROUND_CALL) {
                around = point;
                super.visitInsn(Opcodes.DUP);
                call(point, point.hook().substring(0, point.hook().indexOf('/')));
            }
        }
        super.visitMethodInsn(opcode, owner, name, descriptor, isInterface);
        if (around != null) {
            // What was pushed twice before the call is still there for this one.
            String after = around.hook().substring(around.hook().indexOf('/') + 1);
            super.visitMethodInsn(Opcodes.INVOKESTATIC, HookTable.HOOKS, after, around.hookDescriptor(), false);
        }
    }

    @Override
    public void visitMaxs(int maxStack, int maxLocals) {
        for (HookPoint point : points) {
            if (point.where() == HookPoint.Where.OUT_OF_MEMORY) {
                passOn(point);
            }
        }
        super.visitMaxs(maxStack, maxLocals);
    }

    /**
     * A handler over the whole method. It is the last in the table, so the method's own come first and what they throw
     * again arrives here.
     */
    private void passOn(HookPoint point) {
        Label end = new Label();
        super.visitTryCatchBlock(start, end, end, OUT_OF_MEMORY);
        super.visitLabel(end);
        super.visitFrame(Opcodes.F_FULL, 1, new Object[] {THREAD}, 1, new Object[] {OUT_OF_MEMORY});
        super.visitInsn(Opcodes.DUP);
        super.visitVarInsn(Opcodes.ALOAD, 0);
        super.visitInsn(Opcodes.SWAP);
        call(point, point.hook());
        super.visitInsn(Opcodes.ATHROW);
    }

    private void call(HookPoint point, String hook) {
        for (HookPoint.Push argument : point.arguments()) {
            argument.onto(mv);
        }
        super.visitMethodInsn(Opcodes.INVOKESTATIC, HookTable.HOOKS, hook, point.hookDescriptor(), false);
        woven.add(point);
    }
}
