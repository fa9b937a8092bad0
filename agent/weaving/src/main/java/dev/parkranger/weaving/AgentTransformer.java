package dev.parkranger.weaving;

import dev.parkranger.hooks.Hooks;
import dev.parkranger.reaper.CodeSources;
import java.lang.instrument.ClassFileTransformer;
import java.security.ProtectionDomain;
import org.jspecify.annotations.Nullable;

/**
 * The one transformer of the agent, registered for good: were it removed, the next agent that retransforms a class of
 * the table would get the original, and the hooks would vanish. Sees every class that loads, so it says no quickly.
 */
final class AgentTransformer implements ClassFileTransformer {

    private final JdkWeaver jdk;
    private final LateWeavings application;
    private final LoggerLoaders loggers;
    private final CodeSources sources;
    private final FlightDesk flight;
    private final ClassLoader ours = AgentTransformer.class.getClassLoader();

    AgentTransformer(
            JdkWeaver jdk, LateWeavings application, LoggerLoaders loggers, CodeSources sources, FlightDesk flight) {
        this.jdk = jdk;
        this.application = application;
        this.loggers = loggers;
        this.sources = sources;
        this.flight = flight;
    }

    @Override
    public byte @Nullable [] transform(
            Module module,
            @Nullable ClassLoader loader,
            @Nullable String type,
            @Nullable Class<?> redefined,
            @Nullable ProtectionDomain domain,
            byte[] original) {
        try {
            if (type == null || loader == ours) {
                return null;
            }
            if (loader == null) {
                flight.sees(type);
                return jdk.weave(type, original);
            }
            sources.seen(type, domain);
            if (type.equals(LoggerLoaders.FACTORY)) {
                loggers.seen(loader);
                return null;
            }
            // At a retransformation by somebody else the class must come out as it loaded, scope and all.
            byte[] woven = application.weave(type, original);
            if (woven != null) {
                Gate.open();
            }
            return woven;
        } catch (Throwable e) {
            Hooks.dropped(e);
            return null;
        }
    }
}
