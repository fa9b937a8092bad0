package dev.parkranger.reaper;

import dev.parkranger.record.Frame;
import java.util.Map;

/** What a user calls the classes behind channels and selectors, which no code names and JDKs rename. */
final class PublicName {

    private static final Map<String, String> BY_IMPLEMENTATION = Map.of(
            "sun.nio.ch.SocketChannelImpl", "java.nio.channels.SocketChannel",
            "sun.nio.ch.ServerSocketChannelImpl", "java.nio.channels.ServerSocketChannel",
            "sun.nio.ch.DatagramChannelImpl", "java.nio.channels.DatagramChannel",
            "sun.nio.ch.SelectorImpl", "java.nio.channels.Selector",
            "sun.nio.ch.FileChannelImpl", "java.nio.channels.FileChannel",
            "sun.nio.ch.SourceChannelImpl", "java.nio.channels.Pipe$SourceChannel",
            "sun.nio.ch.SinkChannelImpl", "java.nio.channels.Pipe$SinkChannel",
            // Streams of a channel's socket, on 17 and on 25.
            "sun.nio.ch.SocketAdaptor$1", "java.net.Socket$SocketInputStream",
            "sun.nio.ch.SocketInputStream", "java.net.Socket$SocketInputStream");

    private PublicName() {}

    /** File and line stay those of the implementation: they are where it stands. */
    static Frame of(Frame frame) {
        String name = BY_IMPLEMENTATION.get(frame.className());
        return name == null ? frame : new Frame(name, frame.methodName(), frame.fileName(), frame.line());
    }
}
