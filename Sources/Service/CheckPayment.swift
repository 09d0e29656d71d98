public import Persistence
public import Recoveries
import Stripe
import Synchronization

/// Asks Stripe how a payment stands, when the customer's browser says that something happened or polls.
public struct CheckPayment: Sendable {
    private let database: any Database
    private let intents: IntentReader
    private let quick: IntentReader
    private let settlement: Settlement
    private let surroundings: Surroundings
    private let recent = RecentChecks(pause: .seconds(2), capacity: 10_000)

    /// Puts the use case together.
    ///
    /// - Parameter quick: asks where nobody should wait for long; should be quick to give up.
    public init(
        database: any Database, intents: IntentReader, quick: IntentReader? = nil, settlement: Settlement,
        surroundings: Surroundings
    ) {
        self.database = database
        self.intents = intents
        self.quick = quick ?? intents
        self.settlement = settlement
        self.surroundings = surroundings
    }

    /// The recovery as Stripe says it stands now, whatever the browser believes.
    public func result(for visit: Visit) async throws -> Recovery {
        try await follow(visit, by: intents)
    }

    /// Looks how Stripe says it stands, when the customer comes back from their bank's own page.
    ///
    /// When Stripe does not answer soon, the recovery stays as we knew it: the page's next question finds out.
    public func glance(for visit: Visit) async {
        _ = try? await follow(visit, by: quick)
    }

    /// The recovery for a page that polls: Stripe is asked every two seconds at most, and need not answer.
    public func status(for visit: Visit) async -> Recovery {
        guard !visit.recovery.state.isSettled,
            recent.admits(visit.recovery.id, at: surroundings.now()),
            let fresh = try? await follow(visit, by: quick)
        else { return visit.recovery }
        return fresh
    }

    private func follow(_ visit: Visit, by reader: IntentReader) async throws -> Recovery {
        guard !visit.recovery.state.isSettled else { return visit.recovery }
        let found = try await reader.intent(of: visit.recovery, account: visit.account)
        return try await settlement.follow(found.intent, for: visit.recovery)
    }
}

/// Which recoveries were asked about a moment ago. Bounded: when full it forgets, which costs a question more.
final class RecentChecks: Sendable {
    private let seen = Mutex<[RecoveryID: Instant]>([:])
    private let pause: Duration
    private let capacity: Int

    init(pause: Duration, capacity: Int) {
        self.pause = pause
        self.capacity = capacity
    }

    func admits(_ id: RecoveryID, at now: Instant) -> Bool {
        seen.withLock { seen in
            if let last = seen[id], now - last < pause, now >= last { return false }
            if seen.count >= capacity { seen.removeAll(keepingCapacity: true) }
            seen[id] = now
            return true
        }
    }
}
