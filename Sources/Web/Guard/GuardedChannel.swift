import HummingbirdCore
import Logging
import NIOCore
import NIOHTTPTypes

/// HTTP/1.1 as the framework speaks it, watched from both ends by ``WireHandler``.
struct GuardedChannel: ServerChildChannel {
    typealias Value = HTTP1Channel.Value

    /// What the system keeps for a client that does not read (it takes twice this). Left to itself it keeps megabytes, and
    /// we would take for given what nobody reads.
    private static let unreadBytes: SocketOptionValue = 64 * 1024

    private let http: HTTP1Channel

    init(responder: @escaping HTTPChannelHandler.Responder, settings: GuardSettings, gate: ConnectionGate) {
        http = HTTP1Channel(
            responder: responder,
            configuration: .init(
                additionalChannelHandlers: [WireHandler(limits: settings.deadlines, gate: gate)],
                // WireHandler keeps the time of resting connections, too.
                idleTimeout: nil,
                httpDecoderConfiguration: .init(
                    maxHeaderFieldSize: RequestLimits.headerBytes, maxHeaderListSize: RequestLimits.headerBytes,
                    maxHeaderFieldCount: RequestLimits.headerFields)))
    }

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Value> {
        http.setup(channel: channel, logger: logger).flatMapThrowing { value in
            try? channel.syncOptions?.setOption(.socketOption(.so_sndbuf), value: Self.unreadBytes)
            let pipeline = channel.pipeline.syncOperations
            let handler = try pipeline.handler(type: WireHandler.self)
            let context = try pipeline.context(handler: handler)
            try pipeline.addHandler(WireTap(handler, context: context), position: .first)
            return value
        }
    }

    func handle(value: Value, logger: Logger) async {
        await http.handle(value: value, logger: logger)
    }
}
