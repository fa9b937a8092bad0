package dev.parkranger.reaper;

import dev.parkranger.record.Frame;
import java.util.List;

/**
 * One line of a stack.
 *
 * @param stack innermost first
 */
record Line(List<Frame> stack, int index, CodeOrigin origin) {

    Frame frame() {
        return stack.get(index);
    }

    /** What it has called, and these in turn; innermost first. */
    List<Frame> callees() {
        return stack.subList(0, index);
    }
}
