public import Persistence
public import Recoveries
import Stripe

/// Notifies the customer now, with a fresh link.
public struct RemindCustomer: Sendable {
    private let database: any Database
    private let intents: IntentReader
    private let settlement: Settlement
    private let surroundings: Surroundings
    private let outboxChanged: @Sendable () -> Void

    /// - Parameter outboxChanged: told after each commit that wrote a message.
    public init(
        database: any Database, intents: IntentReader, settlement: Settlement, surroundings: Surroundings,
        outboxChanged: @escaping @Sendable () -> Void
    ) {
        self.database = database
        self.intents = intents
        self.settlement = settlement
        self.surroundings = surroundings
        self.outboxChanged = outboxChanged
    }

    /// Queues a message, unless one waits already: a customer is not written to twice for one wish.
    ///
    /// - Throws: a ``Problem`` when there is no such recovery, it has settled, has no address, or Stripe is away.
    public func remind(
        _ id: RecoveryID, account: MerchantAccount, keeping keeper: ReplyKeeper<RecoveryDetails>? = nil
    ) async throws -> RecoveryDetails {
        let merchant = account.merchant.id
        guard let recovery = try await database.read({ try $0.recovery(id, of: merchant) }) else {
            throw Problem.noSuchRecovery
        }
        if !recovery.state.isSettled, recovery.publishableKey == nil {
            try await settlement.follow(try await intents.intent(of: recovery, account: account).intent, for: recovery)
        }
        let details = try await queue(id, merchant, keeping: keeper)
        outboxChanged()
        return details
    }

    private func queue(
        _ id: RecoveryID, _ merchant: MerchantID, keeping keeper: ReplyKeeper<RecoveryDetails>?
    ) async throws -> RecoveryDetails {
        try await database.write { [surroundings] connection in
            guard let recovery = try connection.recovery(id, of: merchant) else { throw Problem.noSuchRecovery }
            let now = surroundings.now()
            guard recovery.state == .open, recovery.expiresAt > now else { throw Problem.notOpen(recovery) }
            guard recovery.customer.email != nil else {
                throw Problem(
                    .conflict, code: "no_address",
                    detail: "The recovery has no address to write to. Mint a link and send it yourself.")
            }
            if try !connection.hasMessageUnderWay(recovery, now: now) {
                try connection.queueNotification(of: recovery, occasion: .asked, surroundings: surroundings)
            }
            let details = try connection.details(of: recovery)
            try keeper?.keep(details, at: now, in: connection)
            return details
        }
    }
}

extension Problem {
    /// The recovery is not open, or not any more.
    static func notOpen(_ recovery: Recovery) -> Problem {
        guard !recovery.state.isSettled else { return .settled(recovery) }
        let why = recovery.state == .processing ? "The payment is processing" : "The recovery's time is over"
        return Problem(.conflict, code: "recovery_not_open", detail: "\(why). Nothing is asked of its customer.")
    }
}
