package dev.parkranger.reaper;

import dev.parkranger.record.Frame;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A native method in which a thread that the JVM calls RUNNABLE waits in the kernel. Read in the stacks of JDK 17 and 25;
 * on those in between the names are one or the other's. Windows has none here: {@link JvmProbe} cannot tell there.
 *
 * @param className of the JDK's; of a library's as its end, for libraries are relocated
 * @param methods the native ones
 * @param receives whether a peer that sends something ends it, and nothing else
 * @param polls whether it may be left by its own timeout with nothing to do, and entered again
 * @param bounded whether the kernel itself gives up
 * @param why what it waits for
 */
record NativeWait(String className, Set<String> methods, boolean receives, boolean polls, boolean bounded, String why) {

    private static final List<NativeWait> TABLE = List.of(
            receives("sun.nio.ch.SocketDispatcher", "a socket's peer to send", "read0", "readv0"),
            ends("sun.nio.ch.SocketDispatcher", "a socket's peer to take what it is sent", "write0", "writev0"),
            receives("sun.nio.ch.Net", "a connection", "accept"),
            ends("sun.nio.ch.Net", "any of these, with a timeout or after one", "poll"),
            connects("sun.nio.ch.Net", "a server's answer", "connect0", "pollConnect"),
            receives("sun.nio.ch.UnixDomainSockets", "a connection", "accept0"),
            connects("sun.nio.ch.UnixDomainSockets", "room in a server's backlog", "connect0"),
            receives("sun.nio.ch.DatagramChannelImpl", "a packet from anybody", "receive0"),
            receives("sun.nio.ch.DatagramDispatcher", "a packet from its peer", "read0", "readv0"),
            ends(
                    "sun.nio.ch.FileDispatcherImpl",
                    "a pipe's other end, a lock's holder; on 17 also writes to sockets", //
                    "read0",
                    "readv0",
                    "write0",
                    "writev0",
                    "lock0"),
            ends(
                    "sun.nio.ch.UnixFileDispatcherImpl",
                    "the same on 21 and later", //
                    "read0",
                    "readv0",
                    "write0",
                    "writev0",
                    "lock0"),
            ends(
                    "java.io.FileInputStream",
                    "a process's output, a pipe, the terminal; a pipe's writer to open it", //
                    "read0",
                    "readBytes",
                    "open0"),
            ends(
                    "java.io.FileOutputStream",
                    "a process or pipe to read what it is sent; a pipe's reader to open it", //
                    "write",
                    "writeBytes",
                    "open0"),
            ends(
                    "java.io.RandomAccessFile",
                    "the same of a pipe; 25 has the names with 0", //
                    "read0",
                    "readBytes",
                    "readBytes0",
                    "write0",
                    "writeBytes",
                    "writeBytes0"),
            ends("java.lang.ProcessHandleImpl", "a process to end", "waitForProcessExit0"),
            ends("sun.nio.fs.LinuxWatchService", "a change in a watched directory", "poll"),
            polls("sun.nio.ch.EPoll", "an event, on Linux", "wait"),
            polls("sun.nio.ch.KQueue", "an event, on macOS", "poll"),
            polls("sun.nio.ch.PollSelectorImpl", "an event, where a property chose this selector", "poll"),
            polls("io.netty.channel.epoll.Native", "an event", "epollWait", "epollWait0"),
            polls("io.netty.channel.kqueue.Native", "an event", "keventWait"),
            polls("io.netty.channel.uring.Native", "an event; Netty 4.2", "ioUringEnter"),
            polls("io.netty.incubator.channel.uring.Native", "an event; before 4.2", "ioUringEnter"));

    private static NativeWait ends(String className, String why, String... methods) {
        return new NativeWait(className, Set.of(methods), false, false, false, why);
    }

    private static NativeWait receives(String className, String why, String... methods) {
        return new NativeWait(className, Set.of(methods), true, false, false, why);
    }

    /** The kernel gives a connection up after some two minutes. */
    private static NativeWait connects(String className, String why, String... methods) {
        return new NativeWait(className, Set.of(methods), false, false, true, why);
    }

    private static NativeWait polls(String className, String why, String... methods) {
        return new NativeWait(className, Set.of(methods), false, true, false, why);
    }

    /** What the stack's innermost frame waits in; null where it works, or may. */
    static @Nullable NativeWait of(List<Frame> stack) {
        if (stack.isEmpty() || !stack.get(0).isNative()) {
            return null;
        }
        for (NativeWait wait : TABLE) {
            if (wait.isOf(stack.get(0))) {
                return wait;
            }
        }
        return null;
    }

    private boolean isOf(Frame frame) {
        return methods.contains(frame.methodName())
                && (frame.className().equals(className)
                        || (className.startsWith("io.") && frame.className().endsWith("." + className)));
    }

    /** As {@link #receives}, by the stack: a socket that was used with a timeout once polls for ever after. */
    boolean isReceive(List<Frame> stack) {
        return receives || (isPollOfNet(stack) && !isBounded(stack) && isBelowRead(stack));
    }

    private boolean isPollOfNet(List<Frame> stack) {
        return stack.get(0).methodName().equals("poll") && className.equals("sun.nio.ch.Net");
    }

    private static boolean isBelowRead(List<Frame> stack) {
        for (Frame frame : stack) {
            if (frame.className().equals("sun.nio.ch.NioSocketImpl")
                    && (frame.methodName().equals("implRead")
                            || frame.methodName().equals("accept"))) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether it ends by itself. Of a socket's waits the caller's names tell: {@code timedRead}, {@code timedAccept};
     * a blocking datagram channel polls only where it has a timeout.
     */
    boolean isBounded(List<Frame> stack) {
        if (bounded) {
            return true;
        }
        if (!isPollOfNet(stack)) {
            return false;
        }
        for (Frame frame : stack) {
            if (!CodeMap.isJdk(frame.className())) {
                return false;
            }
            if (frame.methodName().startsWith("timed") || frame.className().equals("sun.nio.ch.DatagramChannelImpl")) {
                return true;
            }
        }
        return false;
    }
}
