package dev.parkranger.verdict;

import dev.parkranger.reaper.Waiting;
import dev.parkranger.record.Frame;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What mends a wait for the world outside, or for the garbage collector. Told by the JDK's own classes on the stack, for what the application calls may
 * be any reader or client around them; sockets come first, for there are channels below some of them. An interrupt ends none of these on a platform thread, but a selector's and a channel's.
 */
final class IoAdvice {

    /** @param method beginning of its name */
    private record Rule(String className, String method, String advice) {
        boolean matches(Frame frame) {
            return frame.className().equals(className) && frame.methodName().startsWith(method);
        }
    }

    private static final String CLOSE = "close it when its request ends";

    private static final List<Rule> RULES = List.of(
            new Rule("jdk.internal.net.http.HttpClientImpl$SelectorManager", "", "share one HttpClient"),
            new Rule(
                    "java.net.Socket$SocketInputStream",
                    "",
                    "set a read timeout (Socket.setSoTimeout), or close the socket when its request ends"),
            new Rule(
                    "java.net.Socket$SocketOutputStream",
                    "",
                    "close the socket when its request ends; a write knows no timeout, and its peer reads no more"),
            new Rule("java.net.Socket", "connect", "connect with a timeout"),
            new Rule("java.net.ServerSocket", "accept", "close the server socket when what has opened it ends"),
            new Rule(
                    "java.net.DatagramSocket",
                    "receive",
                    "set a timeout (DatagramSocket.setSoTimeout), or close the socket when its request ends"),
            new Rule("sun.nio.ch.SocketAdaptor$1", "", "set a read timeout (Socket.setSoTimeout), or " + CLOSE),
            new Rule("sun.nio.ch.SocketInputStream", "", "set a read timeout (Socket.setSoTimeout), or " + CLOSE),
            new Rule(
                    "sun.nio.ch.SocketChannelImpl", "", "a channel knows no timeout: " + CLOSE + ", or use a selector"),
            new Rule("sun.nio.ch.ServerSocketChannelImpl", "", "close the channel when what has opened it ends"),
            new Rule("sun.nio.ch.DatagramChannelImpl", "", "a channel knows no timeout: " + CLOSE),
            new Rule("sun.nio.ch.SelectorImpl", "", "share one selector, or end its loop and close it with its owner"),
            new Rule("jdk.internal.ref.CleanerImpl", "", "share one Cleaner: each has a thread of its own"),
            new Rule("java.lang.ProcessHandleImpl", "", "end the process (Process.destroy) when its request ends"),
            new Rule("sun.nio.fs.LinuxWatchService$Poller", "", "close the WatchService when its request ends"),
            new Rule(
                    "java.io.FileInputStream",
                    "",
                    "such a read knows no timeout: end the process (Process.destroy) that is read from, or close its end"
                            + " of the pipe, when the request ends"),
            new Rule("java.io.FileOutputStream", "", "what is written to reads no more: end it when the request ends"));

    private IoAdvice() {}

    /** Null where it waits for nothing of the kind. */
    static @Nullable String of(Waiting waiting) {
        for (Rule rule : RULES) {
            if (isWithin(rule, waiting)) {
                return rule.advice();
            }
        }
        return null;
    }

    private static boolean isWithin(Rule rule, Waiting waiting) {
        for (Frame frame : waiting.stack()) {
            if (frame.equals(waiting.applicationFrame())) {
                return false;
            }
            if (rule.matches(frame)) {
                return true;
            }
        }
        return false;
    }
}
