public import Persistence
public import Recoveries

/// Sends a customer whose link is over a fresh one, to the address on file.
///
/// The customer hears the same whether or not one is sent: nothing of address or limit can be learnt from the answer.
public struct RenewLink: Sendable {
    private let database: any Database
    private let policy: LinkPolicy
    private let surroundings: Surroundings
    private let outboxChanged: @Sendable () -> Void

    /// - Parameter outboxChanged: told after each commit that wrote a message.
    public init(
        database: any Database, policy: LinkPolicy, surroundings: Surroundings,
        outboxChanged: @escaping @Sendable () -> Void
    ) {
        self.database = database
        self.policy = policy
        self.surroundings = surroundings
        self.outboxChanged = outboxChanged
    }

    /// Queues a message with a fresh link, unless the day's are used up or nothing can be paid any more.
    ///
    /// A recovery that ran out is opened again in the same transaction. Whether the payment can still be made is asked of
    /// Stripe just before the message leaves, so that Stripe's absence loses no wish. A wish while a message is on its way anyway
    /// counts for nothing.
    ///
    /// - Parameter admits: asked last, when a message would be queued, whether its recipient may be written to once more.
    public func renew(_ visit: Visit, admits: @Sendable @escaping () -> Bool = { true }) async throws {
        let queued = try await database.write { [policy, surroundings] connection in
            try connection.renew(visit.recovery, policy: policy, surroundings: surroundings, admits: admits)
        }
        if queued { outboxChanged() }
    }
}

extension Visit {
    /// Whether a fresh link can be sent: there is an address that the merchant wants written to, and something left to do.
    ///
    /// A client secret that a merchant gave is erased when its recovery runs out; nothing can be paid with it then.
    public var canBeRenewed: Bool { recovery.canBeRenewed }
}

extension Recovery {
    fileprivate var canBeRenewed: Bool {
        guard notifies, customer.email != nil else { return false }
        return state == .open || state == .expired && publishableKey == nil
    }
}

extension Connection {
    fileprivate func renew(
        _ seen: Recovery, policy: LinkPolicy, surroundings: Surroundings, admits: () -> Bool
    ) throws -> Bool {
        let now = surroundings.now()
        guard var recovery = try recovery(seen.id, of: seen.merchant), recovery.canBeRenewed else { return false }
        let earlier = try renewals(of: recovery.id, merchant: recovery.merchant, since: now - policy.renewalWindow)
        guard earlier.count < policy.renewalLimit, try !hasMessageUnderWay(recovery, now: now), admits() else {
            return false
        }
        if recovery.state == .expired || recovery.expiresAt <= now {
            recovery.expiresAt = now + policy.lifetime
            guard try reopen(recovery, surroundings: surroundings) else { return false }
        }
        try insertRenewal(surroundings.identifier(), recovery: recovery.id, merchant: recovery.merchant, at: now)
        try record("link.renewed", for: recovery, surroundings: surroundings)
        try queueNotification(of: recovery, occasion: .asked, surroundings: surroundings)
        return true
    }

    private func reopen(_ recovery: Recovery, surroundings: Surroundings) throws -> Bool {
        guard try reopenRecovery(recovery.id, of: recovery.merchant, until: recovery.expiresAt) else { return false }
        guard recovery.state == .expired else { return true }
        try tell("recovery.reopened", of: recovery, surroundings: surroundings)
        return true
    }
}
