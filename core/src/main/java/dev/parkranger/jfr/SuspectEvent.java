package dev.parkranger.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import jdk.jfr.Timestamp;

/** A group of tasks with one cause, as a look has found it. The recorder reads the fields; stacks are text, a frame a line. */
@Name("parkranger.Suspect")
@Label("Suspect")
@Category("Park Ranger")
@Description(
        "A group of tasks that outlived their owner, or grow without end: written when it is new or has changed, and once a minute")
@StackTrace(false)
final class SuspectEvent extends Event {

    @Label("Id")
    @Description("The same across runs")
    String id = "";

    @Label("Verdict")
    String verdict = "";

    @Label("Confidence")
    String confidence = "";

    @Label("Heals")
    @Description("What would end it without anybody mending the program")
    String heals = "";

    @Label("Kind")
    String kind = "";

    @Label("Count")
    @Description("Live tasks")
    int count;

    @Label("Pools")
    int pools;

    @Label("Owners")
    @Description("Ended owners that left something behind")
    int owners;

    @Label("Owners Seen")
    @Description("Owners that started a task there and ended")
    long ownersSeen;

    @Label("First Seen")
    @Timestamp(Timestamp.MILLISECONDS_SINCE_EPOCH)
    long firstSeen;

    @Label("Oldest Parked")
    @Timespan(Timespan.MILLISECONDS)
    long oldestParked;

    @Label("Growth per Minute")
    double growthPerMinute;

    @Label("Created At")
    String createdAt = "";

    @Label("Creation Stack")
    String creationStack = "";

    @Label("Waiting In")
    String waitingIn = "";

    @Label("Waiting Stack")
    String waitingStack = "";

    @Label("Thread State")
    String threadState = "";

    @Label("Owner")
    String owner = "";

    @Label("Because")
    String because = "";

    @Label("Try")
    String advice = "";
}
