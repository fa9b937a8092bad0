package dev.parkranger.proof;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A heap dump, mapped into memory: it takes address space, and none of the heap. */
final class DumpFile {

    private static final int CHUNK_BITS = 30;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

    /** Each chunk reaches so far into the next one that no number is cut in two. */
    private static final int OVERLAP = 16;

    private final ByteBuffer[] chunks;
    private final long length;

    private DumpFile(ByteBuffer[] chunks, long length) {
        this.chunks = chunks;
        this.length = length;
    }

    static DumpFile map(Path path) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
            long length = channel.size();
            ByteBuffer[] chunks = new ByteBuffer[(int) ((length + CHUNK_MASK) >>> CHUNK_BITS)];
            for (int i = 0; i < chunks.length; i++) {
                long from = (long) i << CHUNK_BITS;
                chunks[i] = channel.map(
                        FileChannel.MapMode.READ_ONLY, from, Math.min(length - from, CHUNK_MASK + 1L + OVERLAP));
            }
            return new DumpFile(chunks, length);
        }
    }

    /** For tests: a dump that is in memory. */
    static DumpFile of(byte[] bytes) {
        return new DumpFile(new ByteBuffer[] {ByteBuffer.wrap(bytes)}, bytes.length);
    }

    long length() {
        return length;
    }

    int u1(long at) {
        return chunks[(int) (at >>> CHUNK_BITS)].get((int) at & CHUNK_MASK) & 0xFF;
    }

    int u2(long at) {
        return chunks[(int) (at >>> CHUNK_BITS)].getShort((int) at & CHUNK_MASK) & 0xFFFF;
    }

    int i4(long at) {
        return chunks[(int) (at >>> CHUNK_BITS)].getInt((int) at & CHUNK_MASK);
    }

    long u4(long at) {
        return i4(at) & 0xFFFF_FFFFL;
    }

    long id(long at) {
        return chunks[(int) (at >>> CHUNK_BITS)].getLong((int) at & CHUNK_MASK);
    }

    /** A name as the JVM writes them; ends early where the file does. */
    String text(long at, int bytes) {
        byte[] text = new byte[(int) Math.min(bytes, Math.max(0, length - at))];
        for (int i = 0; i < text.length; i++) {
            text[i] = (byte) u1(at + i);
        }
        return new String(text, java.nio.charset.StandardCharsets.UTF_8);
    }
}
