package dev.parkranger.agent.tests.servers;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.QueryStringDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Answers requests, on whichever executor the pipeline gives it. */
@ChannelHandler.Sharable
public final class OrderHandler extends SimpleChannelInboundHandler<FullHttpRequest> {

    private final Map<String, Answer> routes;

    OrderHandler(Map<String, Answer> routes) {
        this.routes = routes;
    }

    @Override
    protected void channelRead0(ChannelHandlerContext context, FullHttpRequest request) {
        String path = new QueryStringDecoder(request.uri()).path();
        var response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.buffer());
        try {
            response.content().writeCharSequence(handle(path), StandardCharsets.UTF_8);
        } catch (Exception e) {
            response.setStatus(HttpResponseStatus.INTERNAL_SERVER_ERROR);
        }
        response.headers()
                .set(HttpHeaderNames.CONTENT_LENGTH, response.content().readableBytes());
        context.writeAndFlush(response);
    }

    /** Named to the agent as a scope. */
    private String handle(String path) throws Exception {
        Answer exact = routes.get(path);
        if (exact != null) {
            return exact.to("");
        }
        int tail = path.lastIndexOf('/') + 1;
        return routes.get(path.substring(0, tail) + "*").to(path.substring(tail));
    }
}
