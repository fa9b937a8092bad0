package dev.parkranger.agent.tests;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.zip.GZIPInputStream;

/**
 * A profile as Go's tools would read it, by a reader that shares no line with the writer. Whatever pprof's CheckValid or
 * Parca's validator refuse, it refuses.
 */
public final class Pprof {

    /** One sample, its stack as {@code com.acme.Leaks.take com/acme/Leaks.java:42}, innermost first. */
    public record Sample(List<String> stack, long count, Map<String, String> labels) {

        public boolean passes(String line) {
            return stack.stream().anyMatch(frame -> frame.contains(line));
        }
    }

    private record Field(int number, long value, byte[] bytes) {}

    private record Function(String name, String file) {}

    public final List<Sample> samples = new ArrayList<>();
    public final String sampleType;
    public final String periodType;
    public final String defaultSampleType;
    public final long timeNanos;
    public final long durationNanos;
    private final List<String> strings = new ArrayList<>();
    private final List<Function> functions = new ArrayList<>();
    private final List<String> locations = new ArrayList<>();

    public static Pprof read(byte[] zipped) throws IOException {
        check((zipped[0] & 0xff) == 0x1f && (zipped[1] & 0xff) == 0x8b, "gzip's magic");
        try (var in = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return new Pprof(fields(in.readAllBytes()));
        }
    }

    private Pprof(List<Field> profile) {
        for (Field field : all(profile, 6)) {
            strings.add(new String(field.bytes(), StandardCharsets.UTF_8));
        }
        check(!strings.isEmpty() && strings.get(0).isEmpty(), "string_table[0] is empty");
        List<Field> types = all(profile, 1);
        check(types.size() == 1, "one sample type");
        sampleType = valueType(types.get(0));
        periodType = valueType(all(profile, 11).get(0));
        defaultSampleType = string(number(profile, 14));
        timeNanos = number(profile, 9);
        durationNanos = number(profile, 10);
        check(number(profile, 12) == 1, "period 1");
        mapping(all(profile, 3));
        for (Field field : all(profile, 5)) {
            List<Field> function = fields(field.bytes());
            check(number(function, 1) == functions.size() + 1, "function ids are 1 to n");
            functions.add(new Function(string(number(function, 2)), string(number(function, 4))));
        }
        for (Field field : all(profile, 4)) {
            location(fields(field.bytes()));
        }
        for (Field field : all(profile, 2)) {
            sample(fields(field.bytes()));
        }
    }

    private void mapping(List<Field> mappings) {
        check(mappings.size() == 1, "one mapping");
        List<Field> mapping = fields(mappings.get(0).bytes());
        check(number(mapping, 1) == 1, "mapping ids are 1 to n");
        check(!string(number(mapping, 5)).isEmpty(), "the mapping has a file");
        check(number(mapping, 7) == 1 && number(mapping, 8) == 1 && number(mapping, 9) == 1, "symbols are there");
    }

    private void location(List<Field> location) {
        check(number(location, 1) == locations.size() + 1, "location ids are 1 to n");
        check(number(location, 2) == 1, "a location is in the mapping");
        List<Field> lines = all(location, 4);
        check(lines.size() == 1, "one line");
        List<Field> line = fields(lines.get(0).bytes());
        long id = number(line, 1);
        check(id >= 1 && id <= functions.size(), "every line has a function");
        Function function = functions.get((int) id - 1);
        locations.add(function.name() + " " + function.file() + ":" + number(line, 2));
    }

    private void sample(List<Field> sample) {
        List<String> stack = new ArrayList<>();
        for (Field field : all(sample, 1)) {
            check(field.value() >= 1 && field.value() <= locations.size(), "location ids are known");
            stack.add(locations.get((int) field.value() - 1));
        }
        List<Field> values = all(sample, 2);
        check(values.size() == 1, "as many values as sample types");
        Map<String, String> labels = new LinkedHashMap<>();
        for (Field field : all(sample, 3)) {
            List<Field> label = fields(field.bytes());
            check(number(label, 1) != 0, "a label has a key");
            String key = string(number(label, 1));
            check(!key.startsWith("pprof::"), "the key is not reserved");
            check(labels.put(key, string(number(label, 2))) == null, "one value a key");
        }
        samples.add(new Sample(stack, values.get(0).value(), labels));
    }

    public long total() {
        return samples.stream().mapToLong(Sample::count).sum();
    }

    public long count(Predicate<Sample> condition) {
        return samples.stream().filter(condition).mapToLong(Sample::count).sum();
    }

    private String valueType(Field field) {
        List<Field> type = fields(field.bytes());
        return string(number(type, 1)) + "/" + string(number(type, 2));
    }

    private String string(long index) {
        check(index >= 0 && index < strings.size(), "strings are known");
        return strings.get((int) index);
    }

    private static List<Field> all(List<Field> message, int number) {
        return message.stream().filter(field -> field.number() == number).toList();
    }

    private static long number(List<Field> message, int number) {
        List<Field> found = all(message, number);
        return found.isEmpty() ? 0 : found.get(found.size() - 1).value();
    }

    private static List<Field> fields(byte[] message) {
        List<Field> fields = new ArrayList<>();
        int[] at = {0};
        while (at[0] < message.length) {
            long tag = varint(message, at);
            int number = (int) (tag >>> 3);
            switch ((int) (tag & 7)) {
                case 0 -> fields.add(new Field(number, varint(message, at), new byte[0]));
                case 2 -> {
                    int length = (int) varint(message, at);
                    fields.add(new Field(number, 0, Arrays.copyOfRange(message, at[0], at[0] + length)));
                    at[0] += length;
                }
                default -> throw new AssertionError("wire type " + (tag & 7));
            }
        }
        check(at[0] == message.length, "messages end where they say");
        return fields;
    }

    private static long varint(byte[] message, int[] at) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = message[at[0]++];
            value |= (long) (next & 0x7f) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    private static void check(boolean holds, String rule) {
        if (!holds) {
            throw new AssertionError("not a valid profile; the rule: " + rule);
        }
    }
}
