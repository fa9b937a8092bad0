package dev.parkranger.weaving;

import dev.parkranger.hooks.Hooks;
import dev.parkranger.record.*;
import java.lang.instrument.Instrumentation;
import java.util.*;
import java.util.function.UnaryOperator;

public final class Agent {
    public static UnaryOperator<String> start(String args, Instrumentation inst, boolean late, String version) throws Exception {
        int feature = Runtime.version().feature();
        JavaBase.open(inst);
        JavaBase.defineHooks();
        HookTable table = new HookTable(late);
        JdkWeaver weaver = new JdkWeaver(table.points(), feature);
        inst.addTransformer(new AgentTransformer(weaver, new LoggerLoaders()), true);
        List<Class<?>> classes = new ArrayList<>();
        for (String type : weaver.types()) {
            try { classes.add(Class.forName(type.replace('/', '.'), false, null)); } catch (ClassNotFoundException e) { System.err.println(e); }
        }
        inst.retransformClasses(classes.toArray(new Class<?>[0]));
        Set<String> seen = new Canary().sing(feature);
        System.err.println(Canary.silent(table.points().stream().filter(p -> p.existsOn(feature)).toList(), seen) + " unwoven " + table.points().stream().filter(p -> p.existsOn(feature) && !weaver.isWoven(p)).map(p -> p.name()).toList());
        Registry registry = new Registry(1000000);
        Ticker ticker = Ticker.system();
        registry.adoptRunning(Thread.currentThread(), ticker);
        Recorder recorder = new Recorder(ticker, registry, new JdkTaskTypes(), new ServletNames(), new StartFailures(() -> {}), true, 1000000);
        Hooks.listen(recorder);
        Runtime.getRuntime().addShutdownHook(new AgentThread("exit", () -> {
            System.err.println("platform " + registry.platform().started() + "/" + registry.platform().ended() + " virtual " + registry.virtual().started() + "/" + registry.virtual().ended() + " sub " + registry.submitted().started() + "/" + registry.submitted().ended() + " errors " + Hooks.errors() + " " + Hooks.firstError());
            int[] n = {0}; registry.threads().forEach(r -> n[0]++); System.err.println("records " + n[0]);
            if (Hooks.firstError() != null) Hooks.firstError().printStackTrace();
        }));
        return r -> r;
    }
}
