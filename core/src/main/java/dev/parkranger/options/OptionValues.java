package dev.parkranger.options;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Turns the text of one option into its value, or says what would have been allowed. */
final class OptionValues {
    private static final String PACKAGES = "packages such as com.acme;org.acme";
    private static final String SCOPES = "patterns such as com.acme.Job#run;com.acme.web.*#handle, ; between them";
    private static final String LOG_TARGETS = "auto, stderr or file:PATH";
    private static final String FILE_PREFIX = "file:";
    private static final int SHORTEST_TOKEN = 8;
    private static final String TOKENS = "eight or more letters, digits and -._~+/=";

    private OptionValues() {}

    static Duration duration(String name, String text) {
        Duration duration = Durations.parse(text);
        if (duration == null) {
            throw BadOption.value(name, text, Durations.ALLOWED + ", at most " + Durations.text(Durations.LONGEST));
        }
        return duration;
    }

    static Duration positive(String name, String text) {
        Duration duration = duration(name, text);
        if (duration.isZero()) {
            throw BadOption.value(name, text, Durations.ALLOWED + ", more than nothing");
        }
        return duration;
    }

    static int count(String name, String text) {
        try {
            int count = Integer.parseInt(text);
            if (count > 0) {
                return count;
            }
        } catch (NumberFormatException e) {
            // Told below, like any other number that will not do.
        }
        throw BadOption.value(name, text, "a whole number from 1 to " + Integer.MAX_VALUE);
    }

    static boolean onOff(String name, String text) {
        return switch (text) {
            case "on" -> true;
            case "off" -> false;
            default -> throw BadOption.value(name, text, "on or off");
        };
    }

    /** In bytes, more than none. */
    static long size(String name, String text) {
        long size = Sizes.parse(text);
        if (size <= 0) {
            throw BadOption.value(name, text, Sizes.ALLOWED);
        }
        return size;
    }

    static Prove prove(String name, String text) {
        for (Prove prove : Prove.values()) {
            if (prove.label().equals(text)) {
                return prove;
            }
        }
        throw BadOption.value(name, text, "demand, auto or off");
    }

    static Capture capture(String name, String text) {
        for (Capture capture : Capture.values()) {
            if (capture.label().equals(text)) {
                return capture;
            }
        }
        throw BadOption.value(name, text, "adaptive, always or off");
    }

    static LogTarget log(String name, String text) {
        if (text.startsWith(FILE_PREFIX) && text.length() > FILE_PREFIX.length()) {
            Path file = path(name, text, text.substring(FILE_PREFIX.length()));
            checkFolder(name, text, file);
            // Unlike the report this is appended to, so a pipe or /dev/stdout will do.
            if (Files.isDirectory(file) || (Files.exists(file) && !Files.isWritable(file))) {
                throw BadOption.value(name, text, "a file that can be written");
            }
            return LogTarget.file(file);
        }
        return switch (text) {
            case "auto" -> LogTarget.AUTO;
            case "stderr" -> LogTarget.STDERR;
            default -> throw BadOption.value(name, text, LOG_TARGETS);
        };
    }

    static Path reportFile(String name, String text) {
        Path file = path(name, text, text);
        checkFolder(name, text, file);
        // It is replaced by a move: a folder cannot be, and a device must not be.
        if (Files.exists(file) && !Files.isRegularFile(file)) {
            throw BadOption.value(name, text, "a new or an ordinary file");
        }
        return file;
    }

    /** As RFC 6750 has it. The value itself is never printed. */
    static String token(String name, String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
            if (!letter && "-._~+/=".indexOf(c) < 0) {
                throw BadOption.value(name, "a token with another character", TOKENS);
            }
        }
        if (text.length() < SHORTEST_TOKEN) {
            throw BadOption.value(name, "a token of length " + text.length(), TOKENS);
        }
        return text;
    }

    static Path path(String name, String whole, String path) {
        try {
            if (!path.isEmpty()) {
                return Path.of(path).toAbsolutePath();
            }
        } catch (InvalidPathException e) {
            throw BadOption.value(name, whole, "the path of a file", e);
        }
        throw BadOption.value(name, whole, "the path of a file");
    }

    static List<String> ignore(String name, String text) {
        List<String> entries = list(name, text, "fingerprints, frame:PATTERN or thread:PATTERN, ; between them");
        for (String entry : entries) {
            IgnoreEntry.parse(entry);
        }
        return entries;
    }

    static List<String> scopes(String name, String text) {
        List<String> patterns = list(name, text, SCOPES);
        for (String pattern : patterns) {
            int hash = pattern.indexOf('#');
            if (hash <= 0 || hash == pattern.length() - 1 || pattern.indexOf('#', hash + 1) > 0) {
                throw BadOption.value(name, pattern, SCOPES);
            }
            if (pattern.indexOf('<', hash) > 0) {
                throw BadOption.value(name, pattern, "a method; constructors and initialisers are no scopes");
            }
        }
        return patterns;
    }

    static List<String> packages(String name, String text) {
        List<String> packages = new ArrayList<>();
        for (String entry : list(name, text, PACKAGES)) {
            String plain = entry.endsWith(".*") ? entry.substring(0, entry.length() - 2) : entry;
            if (!isPackage(plain)) {
                throw BadOption.value(name, entry, PACKAGES);
            }
            packages.add(plain);
        }
        return packages;
    }

    private static boolean isPackage(String name) {
        boolean start = true;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (c == '.' && !start) {
                start = true;
            } else if (start ? Character.isJavaIdentifierStart(c) : Character.isJavaIdentifierPart(c)) {
                start = false;
            } else {
                return false;
            }
        }
        return !start;
    }

    private static List<String> list(String name, String text, String allowed) {
        List<String> entries = new ArrayList<>();
        int from = 0;
        while (from <= text.length()) {
            int semicolon = text.indexOf(';', from);
            int to = semicolon < 0 ? text.length() : semicolon;
            String entry = text.substring(from, to).strip();
            if (!entry.isEmpty()) {
                entries.add(entry);
            }
            from = to + 1;
        }
        if (entries.isEmpty()) {
            throw BadOption.value(name, text, allowed);
        }
        return entries;
    }

    private static void checkFolder(String name, String text, Path file) {
        Path folder = file.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw BadOption.value(name, text, "a file in a folder that exists");
        }
        if (!Files.isWritable(folder)) {
            throw BadOption.value(name, text, "a file in a folder that can be written");
        }
    }
}
