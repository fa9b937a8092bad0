package dev.parkranger.agent.tests.servers;

import java.util.Properties;
import org.quartz.Job;
import org.quartz.JobBuilder;
import org.quartz.JobExecutionContext;
import org.quartz.Scheduler;
import org.quartz.SchedulerException;
import org.quartz.SimpleScheduleBuilder;
import org.quartz.TriggerBuilder;
import org.quartz.impl.StdSchedulerFactory;

/** A scheduler in memory with a small job every second. */
final class QuartzJobs implements Clients.Client {

    private final Scheduler scheduler;

    QuartzJobs() {
        try {
            scheduler = new StdSchedulerFactory(settings("shop")).getScheduler();
            scheduler.start();
            scheduler.scheduleJob(
                    JobBuilder.newJob(Stocktaking.class).build(),
                    TriggerBuilder.newTrigger()
                            .withSchedule(SimpleScheduleBuilder.repeatSecondlyForever())
                            .build());
        } catch (SchedulerException e) {
            throw new IllegalStateException(e);
        }
    }

    static Properties settings(String name) {
        var settings = new Properties();
        settings.put("org.quartz.scheduler.instanceName", name);
        settings.put("org.quartz.threadPool.threadCount", "3");
        settings.put("org.quartz.scheduler.skipUpdateCheck", "true");
        return settings;
    }

    @Override
    public Object call() throws SchedulerException {
        return scheduler.getMetaData().getNumberOfJobsExecuted();
    }

    /** Counts what is there: done at once. */
    public static final class Stocktaking implements Job {
        @Override
        public void execute(JobExecutionContext context) {
            context.setResult(42);
        }
    }
}
