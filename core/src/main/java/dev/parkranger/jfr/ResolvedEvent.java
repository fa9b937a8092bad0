package dev.parkranger.jfr;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;

/** A group that is a suspect no more. The recorder reads the fields. */
@Name("parkranger.Resolved")
@Label("Resolved")
@Category("Park Ranger")
@Description("A group of tasks that is a suspect no more")
@StackTrace(false)
final class ResolvedEvent extends Event {

    @Label("Id")
    String id = "";

    @Label("Count")
    @Description("Members when it was last reported")
    int count;

    @Label("Reason")
    String reason = "";
}
