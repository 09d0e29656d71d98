public import Transport

/// Asks Stripe's API, and tries again where that is safe.
///
/// Every answer is what Stripe says now: nothing is cached.
public struct StripeClient: Sendable {
    let settings: StripeSettings
    let transport: any WebTransport
    let sleep: @Sendable (Duration) async throws -> Void
    let random: @Sendable () -> UInt64
    let now: @Sendable () -> ContinuousClock.Instant

    /// Makes a client.
    ///
    /// - Parameters:
    ///   - sleep: waits between two tries; throws when the task is cancelled.
    ///   - random: 64 random bits, for the jitter.
    ///   - now: a clock that is never set back, for the deadline.
    public init(
        settings: StripeSettings, transport: any WebTransport,
        sleep: @escaping @Sendable (Duration) async throws -> Void = { try await Task.sleep(for: $0) },
        random: @escaping @Sendable () -> UInt64 = { UInt64.random(in: .min ... .max) },
        now: @escaping @Sendable () -> ContinuousClock.Instant = { .now }
    ) {
        self.settings = settings
        self.transport = transport
        self.sleep = sleep
        self.random = random
        self.now = now
    }
}
