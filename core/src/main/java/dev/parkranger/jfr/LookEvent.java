package dev.parkranger.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** One look, and how long it took. The recorder reads the fields. */
@Name("parkranger.Look")
@Label("Look")
@Category("Park Ranger")
@Description("One look at all tasks, from records to reports")
@StackTrace(false)
final class LookEvent extends Event {

    @Label("Live Platform Threads")
    long livePlatform;

    @Label("Live Virtual Threads")
    long liveVirtual;

    @Label("Live Submitted Tasks")
    long liveSubmitted;

    @Label("Started")
    @Description("Threads and submitted tasks since the agent was armed")
    long started;

    @Label("Ended")
    long ended;

    @Label("Groups")
    @Description("Suspected or watched")
    int groups;

    @Label("Leaks")
    @Description("Groups that are leaks or proven")
    int leaks;

    @Label("Armed")
    boolean armed;
}
