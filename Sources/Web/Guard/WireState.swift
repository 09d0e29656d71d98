import NIOCore

/// Until when a connection may go on as it does. Pure: it is told what happens and when, and says when to cut.
///
/// Bytes alone never put a deadline off, so trickling them gains nothing. A connection that rests between requests may
/// rest for the idle time; the first byte of a request starts the clock of its header fields, and the request's own.
struct WireState: Equatable {
    private enum Phase: Equatable {
        /// Nothing is under way.
        case resting
        /// Some bytes of a request have come, its header fields are not complete.
        case head
        /// A request is read, handled or answered.
        case exchange
        /// We have said our last word and wait for the other side to hang up.
        case parting
    }

    /// When to cut the connection.
    private(set) var deadline: NIODeadline
    private let limits: WireDeadlines
    private var phase = Phase.resting
    /// When the present request's first byte came.
    private var began: NIODeadline
    /// Requests whose answers have not left yet; more than one when they are pipelined.
    private var unanswered = 0
    /// Whether a body is still to come.
    private var isReading = false

    /// Whether all that is missing is that the other side reads, or that a handler answers.
    var isAnswering: Bool { unanswered > 0 && !isReading }

    /// A connection was opened. Whoever opens one has something to ask, soon.
    init(_ limits: WireDeadlines, now: NIODeadline) {
        self.limits = limits
        began = now
        deadline = now + limits.head
    }

    /// Bytes came in.
    mutating func receivedBytes(now: NIODeadline) {
        guard phase == .resting else { return }
        phase = .head
        began = now
        deadline = now + limits.head
    }

    /// A request's header fields are complete.
    mutating func receivedHead(now: NIODeadline) {
        if phase == .resting { began = now }
        unanswered += 1
        isReading = true
        exchange()
    }

    /// A request's body is complete.
    mutating func receivedEnd(now: NIODeadline) {
        isReading = false
        unanswered > 0 ? exchange() : rest(now)
    }

    /// An answer has left, to its last byte.
    mutating func answered(now: NIODeadline) {
        unanswered = max(0, unanswered - 1)
        guard unanswered == 0 else {
            began = now
            return exchange()
        }
        // An answer may come before the body is complete. The body's deadline stands.
        if !isReading { rest(now) }
    }

    /// We have closed our side.
    mutating func parted(now: NIODeadline) {
        phase = .parting
        deadline = min(deadline, now + limits.head)
    }

    private mutating func exchange() {
        guard phase != .parting else { return }
        phase = .exchange
        deadline = began + (isReading ? limits.request : limits.answer)
    }

    private mutating func rest(_ now: NIODeadline) {
        guard phase != .parting else { return }
        phase = .resting
        deadline = now + limits.idle
    }
}

extension NIODeadline {
    fileprivate static func + (deadline: NIODeadline, duration: Duration) -> NIODeadline {
        deadline + TimeAmount(duration)
    }
}
