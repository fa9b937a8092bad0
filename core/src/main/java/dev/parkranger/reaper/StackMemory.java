package dev.parkranger.reaper;

import dev.parkranger.record.Ticker;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.management.JMException;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;

/**
 * What the JVM knows of the memory of its stacks, asked by names alone: the module with its diagnostic beans may be
 * missing. Used by the reaper's thread alone.
 */
public final class StackMemory {

    private static final long ASK_AGAIN_NANOS = TimeUnit.MINUTES.toNanos(1);
    private static final long KILO = 1_024;

    /** The two lines of its summary, {@code (threads #18)} and {@code (stack: reserved=18432KB, committed=732KB}. */
    private static final Pattern STACKS =
            Pattern.compile("\\(threads? #(\\d+)\\)\\s+\\(stack: reserved=\\d+KB, committed=(\\d+)KB");

    /** The JVM; what it does not tell is empty. */
    public interface Jvm {

        String option(String name);

        /** Counts and adds up, and walks the stacks' pages: not too often. */
        String nativeMemory();
    }

    private final Ticker ticker;
    private final Jvm jvm;
    private long reserved = -1;
    private long committed;
    private long askedNanos;
    private boolean telling = true;

    /** Of this JVM. */
    public StackMemory(Ticker ticker) {
        this(ticker, new ThisJvm());
    }

    public StackMemory(Ticker ticker, Jvm jvm) {
        this.ticker = ticker;
        this.jvm = jvm;
    }

    /** Bytes for one thread; 0 where that is the system's to choose. */
    public long reserved() {
        if (reserved < 0) {
            String kilobytes = jvm.option("ThreadStackSize");
            reserved = kilobytes.matches("\\d{1,9}") ? Long.parseLong(kilobytes) * KILO : 0;
        }
        return reserved;
    }

    /** Bytes of one thread, on average; 0 where the JVM was not told to keep track. */
    public long committed() {
        long now = ticker.nanos();
        if (telling && (askedNanos == 0 || now - askedNanos >= ASK_AGAIN_NANOS)) {
            askedNanos = now;
            Matcher found = STACKS.matcher(jvm.nativeMemory());
            telling = found.find();
            long threads = telling ? Long.parseLong(found.group(1)) : 0;
            // Once off it stays off.
            committed = threads == 0 ? 0 : Long.parseLong(found.group(2)) * KILO / threads;
        }
        return committed;
    }

    private static final class ThisJvm implements Jvm {

        @Override
        public String option(String name) {
            return ask("HotSpotDiagnostic", "getVMOption", name, String.class.getName()) instanceof CompositeData option
                    ? String.valueOf(option.get("value"))
                    : "";
        }

        @Override
        public String nativeMemory() {
            Object text =
                    ask("DiagnosticCommand", "vmNativeMemory", new String[] {"summary"}, String[].class.getName());
            return text instanceof String summary ? summary : "";
        }

        private static Object ask(String bean, String operation, Object argument, String type) {
            try {
                return ManagementFactory.getPlatformMBeanServer()
                        .invoke(
                                new ObjectName("com.sun.management:type=" + bean),
                                operation,
                                new Object[] {argument},
                                new String[] {type});
            } catch (JMException | RuntimeException e) {
                return "";
            }
        }
    }
}
