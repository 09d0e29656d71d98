public import Persistence
public import Recoveries

/// Ends what has run out and forgets what is no longer needed.
public struct Housekeeping: Sendable {
    private let database: any Database
    private let policy: LinkPolicy
    private let surroundings: Surroundings
    private let repliesLive: Duration = .seconds(86_400)
    private let batch = 200

    /// Keeps `database` in order.
    public init(database: any Database, policy: LinkPolicy, surroundings: Surroundings) {
        self.database = database
        self.policy = policy
        self.surroundings = surroundings
    }

    /// One round: expires recoveries in small batches, drops old replies and releases.
    public func tidy() async throws {
        while try await expireBatch() == batch { try Task.checkCancellation() }
        let now = surroundings.now()
        try await database.write { [policy, repliesLive] connection in
            try connection.deleteIdempotencyReplies(before: now - repliesLive)
            try connection.deleteReleases(before: now - policy.releaseWindow)
            try connection.deleteRenewals(before: now - policy.renewalWindow)
        }
    }

    /// Only open recoveries run out: one that is processing waits for Stripe's word.
    private func expireBatch() async throws -> Int {
        try await database.write { [batch, surroundings] connection in
            let ended = try connection.expiredRecoveries(at: surroundings.now(), limit: batch)
            for recovery in ended {
                try connection.settle(recovery, as: .expired, step: recovery.step, surroundings: surroundings)
            }
            return ended.count
        }
    }
}
