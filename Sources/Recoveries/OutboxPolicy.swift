/// What follows a verdict: the whole retry policy, pure.
public struct OutboxPolicy: Sendable, Equatable {
    /// The first backoff's upper bound.
    public var shortestBackoff: Duration
    /// Every backoff's upper bound.
    public var longestBackoff: Duration
    /// The lower bound of every backoff, so that a draw of nothing does not hammer a server.
    public var floor: Duration
    /// How long a channel rests when our side is misconfigured or the whole relay refuses.
    public var channelRest: Duration

    /// Full jitter from 30 s to 6 h, never under 1 s; a channel rests for a minute.
    public init(
        shortestBackoff: Duration = .seconds(30), longestBackoff: Duration = .seconds(6 * 3600),
        floor: Duration = .seconds(1), channelRest: Duration = .seconds(60)
    ) {
        self.shortestBackoff = shortestBackoff
        self.longestBackoff = longestBackoff
        self.floor = floor
        self.channelRest = channelRest
    }

    /// What is to be done with the notification.
    public enum Next: Sendable, Equatable {
        /// It left.
        case sent
        /// Try again at that instant; `countsAttempt` is false when no customer's address is to blame.
        case retry(at: Instant, countsAttempt: Bool)
        /// Ended for good.
        case dead
    }

    /// Decides what follows `verdict`.
    ///
    /// - Parameters:
    ///   - attempt: which try this was, from 1.
    ///   - deadline: when the link ends; nothing is tried later.
    ///   - random: 64 random bits for the jitter.
    public func afterVerdict(
        _ verdict: Verdict, attempt: Int, now: Instant, deadline: Instant, random: UInt64
    ) -> Next {
        switch verdict {
        case .accepted:
            return .sent
        case .rejected:
            return .dead
        case .misconfigured:
            return retry(after: channelRest, countsAttempt: false, now: now, deadline: deadline)
        case .deferred(_, let asked, let wholeDestination):
            let backoff = wholeDestination ? channelRest : self.backoff(attempt: attempt, random: random)
            let pause = max(asked ?? .zero, asked == nil ? backoff : floor)
            return retry(after: pause, countsAttempt: !wholeDestination, now: now, deadline: deadline)
        case .unknown:
            let pause = backoff(attempt: attempt, random: random)
            return retry(after: pause, countsAttempt: true, now: now, deadline: deadline)
        }
    }

    /// How long the whole channel rests after `verdict`; `nil` when the verdict speaks of one message only.
    public func channelRest(after verdict: Verdict) -> Duration? {
        switch verdict {
        case .misconfigured: channelRest
        case .deferred(_, let asked, true): max(asked ?? .zero, channelRest)
        default: nil
        }
    }

    /// Full jitter: a uniform draw between nothing and the doubled bound, not under the floor.
    private func backoff(attempt: Int, random: UInt64) -> Duration {
        let doublings = min(max(attempt - 1, 0), 32)
        let bound = min(shortestBackoff.wholeMilliseconds << Int64(doublings), longestBackoff.wholeMilliseconds)
        let draw = Int64(random % UInt64(max(bound, 1)))
        return max(.milliseconds(draw), floor)
    }

    private func retry(after pause: Duration, countsAttempt: Bool, now: Instant, deadline: Instant) -> Next {
        let due = now + pause
        return due < deadline ? .retry(at: due, countsAttempt: countsAttempt) : .dead
    }
}
