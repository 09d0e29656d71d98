/// How often something may happen: `burst` times at once, and once more each time `interval` has passed.
///
/// The rule is GCRA (ITU-T I.371, the generic cell rate algorithm): a token bucket whose whole state is one number, the
/// moment at which the bucket is full again.
public struct RateLimit: Sendable, Equatable {
    /// How often it may happen at once.
    public let burst: Int
    /// Microseconds until one more is free.
    private let interval: Int64

    /// Allows `burst` at once, and one more every `interval`, which is a microsecond at least.
    public init(burst: Int, every interval: Duration) {
        self.burst = min(max(burst, 1), 1_000_000_000)
        self.interval = min(max(interval.wholeMicroseconds, 1), Self.longest / Int64(self.burst))
    }

    /// Allows so many in each `period`; all of them may come at once.
    public init(_ count: Int, per period: Duration) {
        self.init(burst: count, every: period / max(count, 1))
    }

    /// A year in microseconds: no bucket takes longer to fill, so that sums of times cannot overflow.
    private static let longest: Int64 = 31_536_000_000_000

    /// Decides whether it may happen once more, and counts it if so.
    ///
    /// - Parameter state: what is known of the one who asks. A clock that was set back costs nobody more than a full bucket.
    public func decide(_ state: inout RateState, now: Instant) -> RateDecision {
        let present = now.milliseconds * 1000
        let depth = interval * Int64(burst)
        state.fullAt = min(max(state.fullAt, present), present + depth)
        let overfull = state.fullAt + interval - (present + depth)
        guard overfull <= 0 else { return .refused(retryAfter: .microseconds(overfull)) }
        state.fullAt += interval
        return .admitted
    }
}

/// What is known of one who asks: when their bucket is full again.
public struct RateState: Sendable, Equatable {
    /// Microseconds since the Unix epoch. The later, the more was taken of late.
    public var fullAt: Int64

    /// One who never asked before.
    public init() {
        fullAt = .min
    }
}

/// Whether something may happen now.
public enum RateDecision: Sendable, Equatable {
    /// It may, and is counted.
    case admitted
    /// It may not, and is not counted; it may after `retryAfter`.
    case refused(retryAfter: Duration)

    /// How long to wait; `nil` for what is admitted.
    public var wait: Duration? {
        if case .refused(let retryAfter) = self { retryAfter } else { nil }
    }
}

extension Duration {
    /// The duration in microseconds, what is smaller dropped.
    fileprivate var wholeMicroseconds: Int64 {
        let (product, overflow) = components.seconds.multipliedReportingOverflow(by: 1_000_000)
        return overflow ? .max : product &+ components.attoseconds / 1_000_000_000_000
    }
}
