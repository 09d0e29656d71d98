import Recoveries

/// When a failed call is worth another try: pure.
struct RetryPolicy: Sendable {
    let settings: StripeSettings

    /// How long to pause before the next try; `nil` when there shall be none.
    ///
    /// What Stripe asks for is never cut short; when that outlasts the deadline the call ends at once.
    /// - Parameters:
    ///   - attempt: which try just failed, from 1.
    ///   - elapsed: how long the call has taken so far.
    ///   - asked: Stripe's `Retry-After`.
    func pause(afterAttempt attempt: Int, elapsed: Duration, asked: Duration?, random: UInt64) -> Duration? {
        guard attempt < settings.attempts else { return nil }
        let pause = max(asked ?? .zero, backoff(attempt: attempt, random: random))
        return elapsed + pause < settings.deadline ? pause : nil
    }

    /// Full jitter: a uniform draw from nothing to the doubled bound.
    private func backoff(attempt: Int, random: UInt64) -> Duration {
        let doublings = Int64(min(max(attempt - 1, 0), 16))
        let bound = min(
            settings.shortestBackoff.wholeMilliseconds << doublings, settings.longestBackoff.wholeMilliseconds)
        return .milliseconds(Int64(random % UInt64(max(bound, 0) + 1)))
    }
}
