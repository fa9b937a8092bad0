package dev.parkranger.agent.tests.servers;

import dev.parkranger.agent.tests.programs.ChildProgram;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.SocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.UnorderedThreadPoolEventExecutor;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicLong;

/** Netty: event loops read and write, blocking handlers have executors of their own. */
public final class NettyServer implements Server {

    private final UnorderedThreadPoolEventExecutor blocking = new UnorderedThreadPoolEventExecutor(16);
    private final DefaultEventExecutorGroup audit = new DefaultEventExecutorGroup(16);

    /** Each task goes to the next executor of a group: in one of its own, no stuck task waits behind another. */
    private final DefaultEventExecutorGroup reports = new DefaultEventExecutorGroup(8);

    private final AtomicLong audited = new AtomicLong();

    @Override
    public int start(Shop shop) throws Exception {
        var routes = shop.routes();
        routes.put("/audit", tail -> audit());
        routes.put("/leak/own-pool", tail -> ownPool());
        routes.put("/leak/event-loops", tail -> eventLoops());
        Channel channel = new ServerBootstrap()
                .group(new NioEventLoopGroup(1), new NioEventLoopGroup(2))
                .channel(NioServerSocketChannel.class)
                .childHandler(pipeline(new OrderHandler(routes)))
                .bind("127.0.0.1", 0)
                .sync()
                .channel();
        return ((InetSocketAddress) channel.localAddress()).getPort();
    }

    private ChannelInitializer<SocketChannel> pipeline(OrderHandler orders) {
        return new ChannelInitializer<>() {
            @Override
            protected void initChannel(SocketChannel channel) {
                channel.pipeline()
                        .addLast(new HttpServerCodec(), new HttpObjectAggregator(1 << 16))
                        .addLast(blocking, orders);
            }
        };
    }

    /** Written down some time, nobody waits for it. */
    private String audit() {
        audit.execute(audited::incrementAndGet);
        return "noted";
    }

    private String ownPool() {
        ChildProgram.site("own-pool");
        reports.execute(ChildProgram::waitForEver);
        return "planted";
    }

    private static String eventLoops() {
        ChildProgram.site("event-loops");
        var group = new NioEventLoopGroup(1);
        group.next().execute(() -> {});
        return "planted";
    }
}
