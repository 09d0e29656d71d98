import Cryptography
public import Recoveries
import Stripe

/// Asks Stripe how a payment stands before its customer is written to, where nobody else may have told us.
///
/// A PaymentIntent that a merchant described has never been looked at, and has no webhooks; a reminder leaves days after
/// the last look. A first message of a connected merchant leaves moments after one.
public struct LookAgain: Sendable {
    private let intents: IntentReader
    private let settlement: Settlement

    /// Puts the use case together.
    ///
    /// - Parameter intents: should be quick to give up: a message waits for it.
    public init(intents: IntentReader, settlement: Settlement) {
        self.intents = intents
        self.settlement = settlement
    }

    /// What is known now.
    public enum Finding: Sendable, Equatable {
        /// The recovery as it stands; as we knew it, when Stripe is away.
        case recovery(Recovery)
        /// A message would be wrong, or its link of no use; why, for the merchant.
        case wrong(String)
    }

    /// Looks, if need be.
    public func look(
        at recovery: Recovery, for occasion: Notification.Occasion, account: MerchantAccount
    ) async throws -> Finding {
        guard recovery.publishableKey != nil || occasion != .first else { return .recovery(recovery) }
        do {
            let intent = try await intents.intent(of: recovery, account: account).intent
            guard intent.money == recovery.money || recovery.publishableKey == nil else {
                return .wrong("the intent's amount or currency is not the one that was given with the recovery")
            }
            return .recovery(try await settlement.follow(intent, for: recovery))
        } catch let problem as Problem {
            guard case .unavailable = problem.kind else { return .wrong("Stripe refuses: \(problem.detail)") }
            return .recovery(recovery)
        }
    }
}
