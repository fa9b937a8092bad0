package dev.parkranger.proof;

/** The dump's names: where each stands, read when somebody asks. */
final class Names {

    private final DumpFile file;
    private final LongToInt indexes = new LongToInt(1 << 14);
    private final Longs offsets = new Longs();
    private final Ints lengths = new Ints();

    Names(DumpFile file) {
        this.file = file;
    }

    /** A record of a name: its body and how long that is. */
    void add(long body, long length) {
        indexes.put(file.id(body), offsets.size());
        offsets.add(body);
        lengths.add((int) length - Hprof.ID);
    }

    String of(long id) {
        int index = indexes.get(id);
        return index < 0 ? "?" : file.text(offsets.get(index) + Hprof.ID, lengths.get(index));
    }
}
