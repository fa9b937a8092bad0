package dev.parkranger.benchmarks.table;

import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** One kind of work, and how it is to be run; written down once, in {@link Rows}. */
final class Row {

    final String id;
    final String work;

    /** The simple name of its class. */
    final String program;

    List<String> arguments = List.of();
    List<String> jvmFlags = List.of("-Xms1g", "-Xmx1g");
    Map<String, String> options = Map.of();
    IntPredicate jdks = feature -> true;
    Set<Variant> variants = EnumSet.allOf(Variant.class);
    Set<Variant> narrow = Set.of();
    double share = 1;
    boolean timed = true;
    Duration patience = Duration.ofMinutes(2);
    Drive drive = Drive.ALONE;
    List<Figure> figures = List.of(Figure.WALL, Figure.CPU, Figure.ALLOCATED);
    List<Bar> bars = List.of();

    private Row(String id, String work, String program) {
        this.id = id;
        this.work = work;
        this.program = program;
    }

    static Row of(String id, String work, String program) {
        return new Row(id, work, program);
    }

    Row arguments(String... given) {
        arguments = List.of(given);
        return this;
    }

    Row jvmFlags(String... given) {
        jvmFlags = List.of(given);
        return this;
    }

    /** Of Park Ranger, beside the defaults. */
    Row options(Map<String, String> given) {
        options = given;
        return this;
    }

    /** Which JDKs have such work. */
    Row on(IntPredicate features) {
        jdks = features;
        return this;
    }

    Row variants(Variant... given) {
        variants = Set.of(given);
        return this;
    }

    /** Variants that go on for three times the rounds, because a bar between them is narrow. */
    Row narrow(Variant... given) {
        narrow = Set.of(given);
        return this;
    }

    /** Which share of the rounds is run, of what takes a minute each time. */
    Row share(double given) {
        share = given;
        return this;
    }

    /** It lasts as long as it lasts: neither the warm-up nor the seconds asked for are its own. */
    Row untimed() {
        timed = false;
        return this;
    }

    /** How long a process may take. */
    Row patience(Duration given) {
        patience = given;
        return this;
    }

    Row drive(Drive given) {
        drive = given;
        return this;
    }

    Row figures(Figure... given) {
        figures = List.of(given);
        return this;
    }

    Row bars(Bar... given) {
        bars = List.of(given);
        return this;
    }

    /** How many rounds a variant takes part in. */
    int rounds(Variant variant, int asked) {
        int times = narrow.contains(variant) ? 3 : 1;
        return variants.contains(variant) ? Math.max(1, (int) Math.ceil(asked * times * share)) : 0;
    }
}
