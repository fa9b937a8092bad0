package dev.parkranger.profile;

import dev.parkranger.record.Frame;

/** Where a line's source lies under its source root, {@code com/acme/Leaks.java}: what {@code -source_path} looks for. */
final class SourceFile {

    private SourceFile() {}

    /** Empty where the class was compiled without the name. */
    static String of(Frame frame) {
        String file = frame.fileName();
        if (file == null || file.isEmpty()) {
            return "";
        }
        int simpleName = frame.className().lastIndexOf('.') + 1;
        return frame.className().substring(0, simpleName).replace('.', '/') + file;
    }

    /** As Go prints it: {@code com/acme/Leaks.java:42}. */
    static String withLine(Frame frame) {
        String file = of(frame);
        return (file.isEmpty() ? "unknown" : file) + ":" + Math.max(0, frame.line());
    }

    static String function(Frame frame) {
        return frame.className() + "." + frame.methodName();
    }
}
