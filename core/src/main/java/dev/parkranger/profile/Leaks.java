package dev.parkranger.profile;

import dev.parkranger.record.Frame;
import dev.parkranger.verdict.Confidence;
import dev.parkranger.verdict.Suspect;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** The suspects above watch as a profile, a group for each. */
final class Leaks {

    private Leaks() {}

    static Profile profile(List<Suspect> suspects, String type, Instant at) {
        Tally tally = new Tally();
        for (Suspect suspect : suspects) {
            if (suspect.confidence().isAbove(Confidence.WATCH)) {
                tally.add(stack(suspect), labels(suspect), suspect.count());
            }
        }
        return tally.profile(type, at);
    }

    /**
     * Where they wait, and below that, as if it had called them, where they were created: the line to mend is on one of
     * the two, and tools that follow callers should find both.
     */
    private static List<Frame> stack(Suspect suspect) {
        List<Frame> stack = new ArrayList<>(suspect.waitingAt().stack());
        stack.addAll(suspect.createdAt().stack());
        Frame blamed = suspect.createdAt().frame();
        if (blamed != null && !stack.contains(blamed)) {
            // It is one of the creators' then.
            stack.add(blamed);
        }
        return stack.isEmpty() ? Tally.UNKNOWN : stack;
    }

    private static List<Label> labels(Suspect suspect) {
        Thread.State state = suspect.waitingAt().state();
        List<Label> labels = new ArrayList<>();
        labels.add(new Label("confidence", suspect.confidence().label()));
        labels.add(new Label("id", suspect.id()));
        labels.add(new Label(Label.KIND, suspect.kind().label()));
        labels.add(Label.of(Label.OWNER, suspect.owner().name()));
        labels.add(new Label(Label.OWNER_KIND, suspect.owner().kind().label()));
        if (state != null) {
            labels.add(new Label(Label.STATE, state.name()));
        }
        labels.add(new Label("verdict", suspect.verdict().label()));
        return List.copyOf(labels);
    }
}
