package dev.parkranger.prover;

import com.sun.management.HotSpotDiagnosticMXBean;
import dev.parkranger.verdict.ThreadProof;
import java.lang.management.ManagementFactory;

/** What the JVM's flags say about a dump: whether the JIT compiler may have taken an object apart, so that no dump shows who refers to what was in it. */
final class Certainty {

    private Certainty() {}

    static String ofThisJvm() {
        boolean interprets = System.getProperty("java.vm.info", "").contains("interpreted");
        return interprets || isOff("EliminateAllocations") || isOff("DoEscapeAnalysis")
                ? ThreadProof.PROVEN
                : ThreadProof.UNREACHABLE_WAIT;
    }

    /** What a reference takes in the heap. */
    static int referenceBytes() {
        return isOff("UseCompressedOops") ? 8 : 4;
    }

    private static boolean isOff(String flag) {
        try {
            return ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                    .getVMOption(flag)
                    .getValue()
                    .equals("false");
        } catch (RuntimeException e) {
            // A JVM that lacks it may take objects apart in some other way.
            return false;
        }
    }
}
