package dev.parkranger.launcher;

import java.io.Console;
import java.io.PrintStream;

/** Where a table goes: a terminal that is drawn anew, or a stream that gets one after the other. */
final class Screen {

    private static final String HOME_AND_CLEAR = "\u001b[H\u001b[2J";
    private static final String BOLD = "\u001b[1m";
    private static final String NORMAL = "\u001b[0m";

    private final PrintStream out;
    private final boolean terminal;

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Whether somebody looks at our output and types our input. */
    @SuppressWarnings("SystemConsoleNull") // it is asked further where it is not
    static boolean isTerminal() {
        String term = System.getenv("TERM");
        Console console = System.console();
        if (console == null || term == null || term.equals("dumb")) {
            return false;
        }
        try {
            // From JDK 22 on there may be a console where there is no terminal.
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    boolean isOfTerminal() {
        return terminal;
    }

    void begin() {
        if (terminal) {
            out.print(HOME_AND_CLEAR);
        }
    }

    void line(String text, boolean marked) {
        out.println(terminal && marked ? BOLD + text + NORMAL : text);
    }

    void end() {
        if (!terminal) {
            out.println();
        }
        out.flush();
    }

    /** What others have named, without what a terminal would obey. */
    static String plain(String text) {
        StringBuilder plain = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            plain.append(Character.isISOControl(c) ? '?' : c);
        }
        return plain.toString();
    }
}
