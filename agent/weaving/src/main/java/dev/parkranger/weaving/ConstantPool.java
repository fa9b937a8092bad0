package dev.parkranger.weaving;

/** A quick look into a class file's constant pool, for every class that loads: no object made, no class file parsed. */
final class ConstantPool {

    private static final int POOL_AT = 10;

    private ConstantPool() {}

    /** Whether the pool holds either text; false for what is no class file. The texts are ASCII. */
    static boolean holdsUtf8(byte[] classFile, byte[] first, byte[] second) {
        return classFile.length > POOL_AT && find(classFile, first, second);
    }

    private static boolean find(byte[] file, byte[] first, byte[] second) {
        int count = u2(file, POOL_AT - 2);
        int at = POOL_AT;
        for (int index = 1; index < count && at + 2 < file.length; index++) {
            int tag = file[at];
            switch (tag) {
                case 1 -> {
                    int length = u2(file, at + 1);
                    if (is(file, at + 3, length, first) || is(file, at + 3, length, second)) {
                        return true;
                    }
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
                    return false;
                }
            }
        }
        return false;
    }

    private static boolean is(byte[] file, int at, int length, byte[] text) {
        if (length != text.length || at + length > file.length) {
            return false;
        }
        // From the end: descriptors begin alike.
        for (int i = length - 1; i >= 0; i--) {
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
