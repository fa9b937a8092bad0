package dev.parkranger.report;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Writes JSON as it comes, indented: a report may be long, and is never held whole. */
final class JsonWriter {
    private static final double THOUSANDTHS = 1_000;

    private final Appendable out;
    private int depth;
    private boolean first = true;
    private boolean named;

    JsonWriter(Appendable out) {
        this.out = out;
    }

    JsonWriter beginObject() throws IOException {
        return begin('{');
    }

    JsonWriter endObject() throws IOException {
        return end('}');
    }

    JsonWriter beginArray() throws IOException {
        return begin('[');
    }

    JsonWriter endArray() throws IOException {
        return end(']');
    }

    JsonWriter name(String name) throws IOException {
        separate();
        quote(name);
        out.append(": ");
        named = true;
        return this;
    }

    JsonWriter value(@Nullable String value) throws IOException {
        separate();
        if (value == null) {
            out.append("null");
        } else {
            quote(value);
        }
        return this;
    }

    JsonWriter value(long value) throws IOException {
        separate();
        out.append(Long.toString(value));
        return this;
    }

    JsonWriter value(boolean value) throws IOException {
        separate();
        out.append(Boolean.toString(value));
        return this;
    }

    /** JSON knows no NaN and no infinity, and a reader of ours no string where a number is due: they become 0. */
    JsonWriter value(double value) throws IOException {
        separate();
        double finite = Double.isFinite(value) ? value : 0;
        boolean small = Math.abs(finite) < Long.MAX_VALUE / THOUSANDTHS;
        out.append(Double.toString(small ? Math.round(finite * THOUSANDTHS) / THOUSANDTHS : finite));
        return this;
    }

    private JsonWriter begin(char bracket) throws IOException {
        separate();
        out.append(bracket);
        depth++;
        first = true;
        return this;
    }

    private JsonWriter end(char bracket) throws IOException {
        depth--;
        if (!first) {
            newLine();
        }
        first = false;
        out.append(bracket);
        return this;
    }

    private void separate() throws IOException {
        if (named) {
            named = false;
            return;
        }
        if (depth > 0) {
            if (!first) {
                out.append(',');
            }
            newLine();
        }
        first = false;
    }

    private void newLine() throws IOException {
        out.append('\n');
        for (int i = 0; i < depth; i++) {
            out.append("  ");
        }
    }

    private void quote(String text) throws IOException {
        out.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isHighSurrogate(c) && i + 1 < text.length() && Character.isLowSurrogate(text.charAt(i + 1))) {
                out.append(c).append(text.charAt(++i));
            } else {
                character(c);
            }
        }
        out.append('"');
    }

    private void character(char c) throws IOException {
        switch (c) {
            case '"' -> out.append("\\\"");
            case '\\' -> out.append("\\\\");
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            default -> {
                if (isUnsafe(c)) {
                    hex(c);
                } else {
                    out.append(c);
                }
            }
        }
    }

    /** U+2028 and U+2029 end a line in JavaScript; a lone surrogate has no UTF-8. */
    private static boolean isUnsafe(char c) {
        return Character.isISOControl(c) || c == '\u2028' || c == '\u2029' || Character.isSurrogate(c);
    }

    private void hex(char c) throws IOException {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit(c >> shift & 0xf, 16));
        }
    }
}
