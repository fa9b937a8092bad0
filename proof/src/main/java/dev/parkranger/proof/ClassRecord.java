package dev.parkranger.proof;

/** Finds its way about the record of a class, the one whose parts have no fixed places. */
final class ClassRecord {

    /** Tag, id, stack serial, super, loader, signers, protection domain, two reserved, instance size. */
    private static final int FIXED = 1 + Hprof.ID + 4 + 6 * Hprof.ID + 4;

    private static final int SUPER = 1 + Hprof.ID + 4;
    static final int LOADER = SUPER + Hprof.ID;
    static final int SIGNERS = LOADER + Hprof.ID;
    static final int DOMAIN = SIGNERS + Hprof.ID;

    private ClassRecord() {}

    static long parent(DumpFile file, long record) {
        return file.id(record + SUPER);
    }

    /** Where the count of static fields stands. */
    static long statics(DumpFile file, long record) {
        long at = record + FIXED;
        int constants = file.u2(at);
        at += 2;
        for (int i = 0; i < constants; i++) {
            at += 3 + Hprof.size(file.u1(at + 2));
        }
        return at;
    }

    /** Where the count of instance fields stands. */
    static long fields(DumpFile file, long record) {
        long at = statics(file, record);
        int statics = file.u2(at);
        at += 2;
        for (int i = 0; i < statics; i++) {
            at += Hprof.ID + 1 + Hprof.size(file.u1(at + Hprof.ID));
        }
        return at;
    }

    static long end(DumpFile file, long record) {
        long fields = fields(file, record);
        return fields + 2 + file.u2(fields) * (Hprof.ID + 1L);
    }

    /** Static fields that hold references, with their names. */
    static void eachStatic(DumpFile file, long record, StaticField visitor) {
        long at = statics(file, record);
        int statics = file.u2(at);
        at += 2;
        for (int i = 0; i < statics; i++) {
            int type = file.u1(at + Hprof.ID);
            visitor.of(file.id(at), type, at + Hprof.ID + 1);
            at += Hprof.ID + 1 + Hprof.size(type);
        }
    }

    interface StaticField {
        /**
         * One field.
         *
         * @param at where its value stands
         */
        void of(long name, int type, long at);
    }
}
