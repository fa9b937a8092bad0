package dev.parkranger.weaving;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The texts by which a class file is known to be of interest, looked for in its constant pool: for every class that
 * loads, so no object is made and no class file parsed. Each text has a bit; a class shows those that it holds.
 */
final class Signs {

    private static final int POOL_AT = 10;
    private static final int MAX_SIGNS = 64;

    private static final class Sign {
        private final byte[] text;
        private final long bit;

        Sign(byte[] text, long bit) {
            this.text = text;
            this.bit = bit;
        }
    }

    private final List<String> texts = new ArrayList<>();

    /** By the text's length; most entries of a pool are told apart by that already. */
    private Sign[][] byLength = new Sign[0][];

    /** Adds a text in ASCII and returns its bit; the same text always has the same one. */
    long add(String text) {
        int known = texts.indexOf(text);
        if (known >= 0) {
            return 1L << known;
        }
        if (texts.size() == MAX_SIGNS) {
            throw new IllegalStateException("parkranger: more than " + MAX_SIGNS + " signs");
        }
        long bit = 1L << texts.size();
        texts.add(text);
        int length = text.length();
        if (length >= byLength.length) {
            int before = byLength.length;
            byLength = Arrays.copyOf(byLength, length + 1);
            Arrays.fill(byLength, before, length + 1, new Sign[0]);
        }
        Sign[] more = Arrays.copyOf(byLength[length], byLength[length].length + 1);
        more[more.length - 1] = new Sign(text.getBytes(StandardCharsets.US_ASCII), bit);
        byLength[length] = more;
        return bit;
    }

    int size() {
        return texts.size();
    }

    /** Returns the bits of the texts that the class file holds; 0 for what is no class file. */
    long in(byte[] classFile) {
        return classFile.length > POOL_AT ? find(classFile) : 0;
    }

    private long find(byte[] file) {
        long found = 0;
        int count = u2(file, POOL_AT - 2);
        int at = POOL_AT;
        for (int index = 1; index < count && at + 2 < file.length; index++) {
            int tag = file[at];
            switch (tag) {
                case 1 -> {
                    int length = u2(file, at + 1);
                    found |= match(file, at + 3, length);
                    at += 3 + length;
                }
                case 3, 4, 9, 10, 11, 12, 17, 18 -> at += 5;
                case 5, 6 -> {
                    at += 9;
                    index++;
                }
                case 15 -> at += 4;
                case 7, 8, 16, 19, 20 -> at += 3;
                default -> {
                    return found;
                }
            }
        }
        return found;
    }

    private long match(byte[] file, int at, int length) {
        if (length >= byLength.length || at + length > file.length) {
            return 0;
        }
        for (Sign sign : byLength[length]) {
            if (is(file, at, sign.text)) {
                return sign.bit;
            }
        }
        return 0;
    }

    private static boolean is(byte[] file, int at, byte[] text) {
        // From the end: descriptors begin alike.
        for (int i = text.length - 1; i >= 0; i--) {
            if (file[at + i] != text[i]) {
                return false;
            }
        }
        return true;
    }

    private static int u2(byte[] file, int at) {
        return ((file[at] & 0xFF) << 8) | (file[at + 1] & 0xFF);
    }
}
