package dev.parkranger.profile;

import dev.parkranger.record.Frame;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPOutputStream;

/**
 * Writes a profile as Go's tools read it: {@code perftools.profiles.Profile}, compressed. Streamed, one message after the
 * other; the tables of names come last, when all names are known. Good for one profile.
 */
public final class PprofWriter {

    // Fields of Profile, by their numbers in profile.proto.
    private static final int SAMPLE_TYPE = 1;
    private static final int SAMPLE = 2;
    private static final int MAPPING = 3;
    private static final int LOCATION = 4;
    private static final int FUNCTION = 5;
    private static final int STRING_TABLE = 6;
    private static final int TIME_NANOS = 9;
    private static final int DURATION_NANOS = 10;
    private static final int PERIOD_TYPE = 11;
    private static final int PERIOD = 12;
    private static final int DEFAULT_SAMPLE_TYPE = 14;

    /** The one mapping there is. Without it, and its flags, pprof would look for a binary, and ask us for symbols. */
    private static final int JAVA = 1;

    /** Files are told apart too: two class loaders may each have a class of one name. */
    private record Function(String name, String file) {}

    private final ProtoMessage profile = new ProtoMessage();
    private final ProtoMessage part = new ProtoMessage();
    private final ProtoMessage inner = new ProtoMessage();
    private final Map<String, Integer> strings = new LinkedHashMap<>();
    private final Map<Frame, Integer> locations = new LinkedHashMap<>();
    private final Map<Function, Integer> functions = new LinkedHashMap<>();
    private final OutputStream out;

    private PprofWriter(OutputStream out) {
        this.out = out;
        string("");
    }

    /** Does not close what it writes to. */
    public static void write(Profile profile, OutputStream to) throws IOException {
        GZIPOutputStream zipped = new GZIPOutputStream(to, 8_192);
        new PprofWriter(zipped).write(profile);
        zipped.finish();
    }

    private void write(Profile source) throws IOException {
        profile.message(SAMPLE_TYPE, valueType(source.type()));
        profile.message(PERIOD_TYPE, valueType(source.type()));
        profile.number(PERIOD, 1);
        profile.number(DEFAULT_SAMPLE_TYPE, string(source.type()));
        profile.number(TIME_NANOS, ChronoUnit.NANOS.between(Instant.EPOCH, source.at()));
        profile.number(DURATION_NANOS, source.durationNanos());
        for (Profile.Group group : source.groups()) {
            sample(group);
        }
        mapping();
        locations();
        functions();
        strings();
        profile.drainTo(out);
    }

    private ProtoMessage valueType(String type) {
        return part.clear().number(1, string(type)).number(2, string("count"));
    }

    private void sample(Profile.Group group) throws IOException {
        part.clear();
        for (Frame frame : group.frames()) {
            part.element(1, location(frame));
        }
        part.element(2, group.count());
        for (Label label : group.labels()) {
            inner.clear().number(1, string(label.key())).number(2, string(label.value()));
            part.message(3, inner);
        }
        profile.message(SAMPLE, part);
        profile.drainTo(out);
    }

    private void mapping() {
        part.clear().number(1, JAVA).number(5, string("java"));
        // has_functions, has_filenames, has_line_numbers
        part.number(7, 1).number(8, 1).number(9, 1);
        profile.message(MAPPING, part);
    }

    private void locations() throws IOException {
        for (Map.Entry<Frame, Integer> entry : locations.entrySet()) {
            Frame frame = entry.getKey();
            inner.clear().number(1, function(frame)).number(2, Math.max(0, frame.line()));
            part.clear().number(1, entry.getValue()).number(2, JAVA).message(4, inner);
            profile.message(LOCATION, part);
            profile.drainTo(out);
        }
    }

    private void functions() throws IOException {
        for (Map.Entry<Function, Integer> entry : functions.entrySet()) {
            int name = string(entry.getKey().name());
            part.clear().number(1, entry.getValue()).number(2, name).number(3, name);
            part.number(4, string(entry.getKey().file()));
            profile.message(FUNCTION, part);
            profile.drainTo(out);
        }
    }

    private void strings() throws IOException {
        for (String text : List.copyOf(strings.keySet())) {
            profile.string(STRING_TABLE, text);
            profile.drainTo(out);
        }
    }

    /** Counted from 0, which is the empty one. */
    private int string(String text) {
        return strings.computeIfAbsent(text, fresh -> strings.size());
    }

    /** Counted from 1. */
    private int location(Frame frame) {
        return locations.computeIfAbsent(frame, fresh -> locations.size() + 1);
    }

    private int function(Frame frame) {
        Function function = new Function(SourceFile.function(frame), SourceFile.of(frame));
        return functions.computeIfAbsent(function, fresh -> functions.size() + 1);
    }
}
