public import Persistence
public import Recoveries
import Stripe

/// Ends a recovery at the merchant's word.
public struct EndRecovery: Sendable {
    private let database: any Database
    private let intents: IntentReader
    private let settlement: Settlement
    private let surroundings: Surroundings

    /// Ends recoveries in `database`.
    public init(
        database: any Database, intents: IntentReader, settlement: Settlement, surroundings: Surroundings
    ) {
        self.database = database
        self.intents = intents
        self.settlement = settlement
        self.surroundings = surroundings
    }

    /// Takes the recovery back: its links die and nothing more is sent. The PaymentIntent is left alone.
    ///
    /// - Throws: a ``Problem`` when there is none, or it has settled otherwise.
    public func cancel(
        _ id: RecoveryID, of merchant: MerchantID, keeping keeper: ReplyKeeper<RecoveryDetails>? = nil
    ) async throws -> RecoveryDetails {
        try await database.write { [surroundings] connection in
            guard let recovery = try connection.recovery(id, of: merchant) else { throw Problem.noSuchRecovery }
            try connection.settle(recovery, as: .revoked, step: recovery.step, surroundings: surroundings)
            guard let ended = try connection.recovery(id, of: merchant) else { throw Problem.noSuchRecovery }
            guard ended.state == .revoked else { throw Problem.settled(ended) }
            let details = try connection.details(of: ended)
            try keeper?.keep(details, at: surroundings.now(), in: connection)
            return details
        }
    }

    /// Settles a recovery: by Stripe's word where we can ask, else by the merchant's.
    ///
    /// - Parameter state: `succeeded`, `canceled` or `failed`; needed, and looked at, only where Stripe cannot be asked.
    public func settle(
        _ id: RecoveryID, as state: RecoveryState?, account: MerchantAccount,
        keeping keeper: ReplyKeeper<RecoveryDetails>? = nil
    ) async throws -> RecoveryDetails {
        let merchant = account.merchant.id
        guard let recovery = try await database.read({ try $0.recovery(id, of: merchant) }) else {
            throw Problem.noSuchRecovery
        }
        if !recovery.state.isSettled {
            if recovery.publishableKey == nil {
                try await settlement.follow(
                    try await intents.intent(of: recovery, account: account).intent, for: recovery)
            } else {
                guard let state else {
                    throw Problem.invalid(
                        "state",
                        "No Stripe secret key is configured: say what became of the payment, succeeded, "
                            + "canceled or failed.", code: "missing_parameter")
                }
                try await settlement.settle(recovery, as: state, step: state == .succeeded ? .done : .gone)
            }
        }
        return try await database.write { [surroundings] connection in
            guard let now = try connection.recovery(id, of: merchant) else { throw Problem.noSuchRecovery }
            let details = try connection.details(of: now)
            try keeper?.keep(details, at: surroundings.now(), in: connection)
            return details
        }
    }
}

extension Problem {
    /// The recovery has settled, so nothing more can be done with it.
    static func settled(_ recovery: Recovery) -> Problem {
        Problem(
            .conflict, code: "recovery_settled",
            detail: "The recovery is \(recovery.state.rawValue). Nothing more can be done with it.")
    }
}
