package dev.parkranger.weaving;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;
import org.jspecify.annotations.Nullable;

/** Weaves the hooks of the table into the JDK's classes, and knows which of them found their place. */
final class JdkWeaver {

    private final Map<String, List<HookPoint>> pointsByType = new HashMap<>();
    private final Set<String> seen = new HashSet<>();
    /** By identity: a record's own hash code is linked dynamically, at the application's start. */
    private final Set<HookPoint> woven = Collections.newSetFromMap(new IdentityHashMap<>());

    JdkWeaver(List<HookPoint> points, int feature) {
        for (HookPoint point : points) {
            if (point.existsOn(feature)) {
                List<HookPoint> ofType = pointsByType.get(point.type());
                if (ofType == null) {
                    ofType = new ArrayList<>();
                    pointsByType.put(point.type(), ofType);
                }
                ofType.add(point);
            }
        }
    }

    /** Internal names of the classes to weave. */
    Set<String> types() {
        return pointsByType.keySet();
    }

    /** Whether the class has come by. */
    synchronized boolean hasSeen(String type) {
        return seen.contains(type);
    }

    synchronized boolean isWoven(HookPoint point) {
        return woven.contains(point);
    }

    /** Returns the woven class, or null where the table has nothing for it. */
    byte @Nullable [] weave(String type, byte[] original) {
        // Every class of the JDK comes by here: no lock for those that are not ours.
        List<HookPoint> points = pointsByType.get(type);
        return points == null ? null : weave(type, original, points);
    }

    private synchronized byte[] weave(String type, byte[] original, List<HookPoint> points) {
        seen.add(type);
        ClassReader reader = new ClassReader(original);
        ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
        reader.accept(new Weaving(writer, points), 0);
        return writer.toByteArray();
    }

    private final class Weaving extends ClassVisitor {

        private final List<HookPoint> points;

        Weaving(ClassVisitor next, List<HookPoint> points) {
            super(Opcodes.ASM9, next);
            this.points = points;
        }

        @Override
        public @Nullable MethodVisitor visitMethod(
                int access, String name, String descriptor, @Nullable String signature, String @Nullable [] thrown) {
            MethodVisitor next = super.visitMethod(access, name, descriptor, signature, thrown);
            List<HookPoint> here = new ArrayList<>(2);
            for (HookPoint point : points) {
                if (point.matches(name, descriptor)) {
                    here.add(point);
                }
            }
            return next == null || here.isEmpty() ? next : new MethodWeaver(next, here, woven);
        }
    }
}
