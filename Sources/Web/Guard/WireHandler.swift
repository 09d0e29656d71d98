import HTTPTypes
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Cuts a connection when its time is over. What it is told goes to ``WireState``; it only keeps the timer.
final class WireHandler: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let limits: WireDeadlines
    private let gate: ConnectionGate
    private var state: WireState?
    private var timer: (task: Scheduled<Void>, due: NIODeadline)?
    private var counted: IPAddress?
    private var hasOverflowed = false

    init(limits: WireDeadlines, gate: ConnectionGate) {
        self.limits = limits
        self.gate = gate
    }

    func channelActive(context: ChannelHandlerContext) {
        let peer = context.remoteAddress.flatMap { IPAddress($0) }
        guard gate.admit(peer) else {
            context.close(promise: nil)
            return context.fireChannelActive()
        }
        counted = peer
        state = WireState(limits, now: .now())
        setTimer(context)
        context.fireChannelActive()
    }

    func channelInactive(context: ChannelHandlerContext) {
        if let counted { gate.leave(counted) }
        counted = nil
        stopTimer()
        context.fireChannelInactive()
    }

    func handlerRemoved(context: ChannelHandlerContext) {
        if let counted { gate.leave(counted) }
        counted = nil
        stopTimer()
    }

    /// Bytes came in, which the decoder has not seen yet.
    func receivedBytes(context: ChannelHandlerContext) {
        tell(context) { $0.receivedBytes(now: $1) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: tell(context) { $0.receivedHead(now: $1) }
        case .body: break
        case .end: tell(context) { $0.receivedEnd(now: $1) }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        switch unwrapOutboundIn(data) {
        case .head(let head) where hasOverflowed && head.status == .badRequest:
            context.write(wrapOutboundOut(.head(Self.tooLarge(head))), promise: promise)
        case .head, .body: context.write(data, promise: promise)
        case .end: writeEnd(context, data, promise)
        }
    }

    /// Too much of header fields is a fault with a status of its own (RFC 6585, 5); the server knows only 400 for it.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if error as? HTTPParserError == .headerOverflow { hasOverflowed = true }
        context.fireErrorCaught(error)
    }

    func close(context: ChannelHandlerContext, mode: CloseMode, promise: EventLoopPromise<Void>?) {
        if mode == .output { tell(context) { $0.parted(now: $1) } }
        context.close(mode: mode, promise: promise)
    }

    /// An answer counts as given when its last byte has left: a client that does not read it holds up nothing else.
    private func writeEnd(_ context: ChannelHandlerContext, _ data: NIOAny, _ promise: EventLoopPromise<Void>?) {
        let left = promise ?? context.eventLoop.makePromise()
        let here = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        left.futureResult.whenSuccess {
            let (handler, context) = here.value
            handler.tell(context) { $0.answered(now: $1) }
        }
        context.write(data, promise: left)
    }

    private static func tooLarge(_ head: HTTPResponse) -> HTTPResponse {
        var head = head
        head.status = .requestHeaderFieldsTooLarge
        return head
    }
}

extension WireHandler {
    private func tell(_ context: ChannelHandlerContext, _ change: (inout WireState, NIODeadline) -> Void) {
        guard state != nil else { return }
        if var told = state {
            change(&told, .now())
            state = told
        }
        setTimer(context)
    }

    /// One timer runs at a time. It is moved only to an earlier time; when it comes too early it is set anew.
    private func setTimer(_ context: ChannelHandlerContext) {
        guard let state else { return }
        if let timer, timer.due <= state.deadline { return }
        timer?.task.cancel()
        let here = NIOLoopBound((handler: self, context: context), eventLoop: context.eventLoop)
        let task = context.eventLoop.scheduleTask(deadline: state.deadline) {
            let (handler, context) = here.value
            handler.timerCame(context)
        }
        timer = (task, state.deadline)
    }

    private func stopTimer() {
        timer?.task.cancel()
        timer = nil
        state = nil
    }

    private func timerCame(_ context: ChannelHandlerContext) {
        timer = nil
        guard let state else { return }
        guard state.deadline <= .now() else { return setTimer(context) }
        gate.noteCut()
        if state.isAnswering { dropUnread(context) }
        context.close(promise: nil)
    }

    /// Lets the close be a reset: the system would go on offering what nobody reads for minutes (`SO_LINGER`, socket(7)).
    private func dropUnread(_ context: ChannelHandlerContext) {
        (context.channel as? any SocketOptionProvider)?
            .unsafeSetSocketOption(level: .socket, name: .so_linger, value: Linger()).whenComplete { _ in }
    }

    /// `struct linger` as Linux has it: on, for no time.
    private struct Linger: Sendable {
        let on: Int32 = 1
        let seconds: Int32 = 0
    }
}

/// Stands before the decoder, which tells of a request only when its header fields are complete, and sees each byte come.
final class WireTap: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let watched: (handler: WireHandler, context: ChannelHandlerContext)

    init(_ handler: WireHandler, context: ChannelHandlerContext) {
        watched = (handler, context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        watched.handler.receivedBytes(context: watched.context)
        context.fireChannelRead(data)
    }
}
