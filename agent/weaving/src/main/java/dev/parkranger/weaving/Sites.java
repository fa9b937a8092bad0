package dev.parkranger.weaving;

import dev.parkranger.reaper.CodeMap;
import dev.parkranger.record.Frame;
import dev.parkranger.record.Registry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Which sites the live threads come from, for the moment when no more can be started and nothing is a suspect yet. */
final class Sites {

    private static final int SHOWN = 5;

    /** Reading a creation stack is dear, and so many give the proportions. */
    private static final int MAX_READ = 2_000;

    private final Registry registry;
    private final CodeMap code;

    Sites(Registry registry, CodeMap code) {
        this.registry = registry;
        this.code = code;
    }

    /** "count x frame", most first. */
    List<String> most() {
        Map<String, Integer> counts = new HashMap<>();
        int[] read = {0};
        registry.threads().forEach(record -> {
            if (!record.isVirtual() && read[0]++ < MAX_READ) {
                Frame frame = code.creation(record.origin()).blamed();
                counts.merge(frame == null ? "started by the JDK or before attach" : frame.toString(), 1, Integer::sum);
            }
        });
        List<Map.Entry<String, Integer>> entries = new ArrayList<>(counts.entrySet());
        entries.sort(Map.Entry.<String, Integer>comparingByValue().reversed());
        List<String> most = new ArrayList<>();
        for (Map.Entry<String, Integer> entry : entries.subList(0, Math.min(SHOWN, entries.size()))) {
            most.add(entry.getValue() + " x " + entry.getKey());
        }
        return most;
    }
}
