package dev.parkranger.weaving;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicIntegerArray;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import org.jspecify.annotations.Nullable;

/** Weaves what loads late: servlets, handlers, scopes, pools that are not the JDK's. In one pass, whatever a class is. */
final class ApplicationWeaver {

    private final Signs signs;
    private final LateWeaving[] kinds;
    private final AtomicIntegerArray wovenOf;

    /**
     * @param signs shared by the kinds, which have added theirs
     */
    ApplicationWeaver(Signs signs, List<LateWeaving> kinds) {
        this.signs = signs;
        this.kinds = kinds.toArray(new LateWeaving[0]);
        this.wovenOf = new AtomicIntegerArray(kinds.size());
    }

    /** Whether a class is to be woven for its internal name. */
    boolean isNamed(String type) {
        for (LateWeaving kind : kinds) {
            if (kind.isNamed(type)) {
                return true;
            }
        }
        return false;
    }

    /** By what reports call it, whether any class has been woven for it. */
    Map<String, Boolean> hooks() {
        Map<String, Boolean> hooks = new LinkedHashMap<>();
        for (int i = 0; i < kinds.length; i++) {
            if (!kinds[i].hook().isEmpty()) {
                hooks.put(kinds[i].hook(), wovenOf.get(i) != 0);
            }
        }
        return hooks;
    }

    /** Returns the woven class, or null where there is nothing to weave. */
    byte @Nullable [] weave(String type, byte[] original) {
        long found = signs.in(original);
        ClassReader reader = null;
        ClassWriter writer = null;
        ClassVisitor chain = null;
        LateWeaving.@Nullable Woven[] woven = null;
        for (int i = 0; i < kinds.length; i++) {
            if (kinds[i].mayBe(type, found)) {
                if (reader == null || writer == null || woven == null) {
                    reader = new ClassReader(original);
                    writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
                    woven = new LateWeaving.Woven[kinds.length];
                }
                woven[i] = new LateWeaving.Woven();
                ClassVisitor its = kinds[i].weaving(reader, chain == null ? writer : chain, woven[i]);
                chain = its == null ? chain : its;
            }
        }
        if (reader == null || writer == null || woven == null || chain == null) {
            return null;
        }
        reader.accept(chain, 0);
        return note(woven) ? writer.toByteArray() : null;
    }

    /** Returns whether anything was woven. */
    private boolean note(LateWeaving.@Nullable Woven[] woven) {
        boolean any = false;
        for (int i = 0; i < woven.length; i++) {
            LateWeaving.Woven its = woven[i];
            if (its != null && its.any()) {
                wovenOf.set(i, 1);
                any = true;
            }
        }
        return any;
    }
}
