public import Persistence
public import Recoveries
import Stripe

/// Takes Stripe's webhooks. An event is only a hint: the intent is fetched, so duplicates and any order are harmless.
public struct ReceiveStripeEvent: Sendable {
    private let database: any Database
    private let directory: MerchantDirectory
    private let intents: IntentReader
    private let openRecovery: OpenRecovery
    private let settlement: Settlement
    private let surroundings: Surroundings

    /// Puts the use case together.
    public init(
        database: any Database, directory: MerchantDirectory, intents: IntentReader, openRecovery: OpenRecovery,
        settlement: Settlement, surroundings: Surroundings
    ) {
        self.database = database
        self.directory = directory
        self.intents = intents
        self.openRecovery = openRecovery
        self.settlement = settlement
        self.surroundings = surroundings
    }

    /// What was done about an event.
    public enum Outcome: String, Sendable {
        /// The recovery was brought to what Stripe says.
        case followed
        /// A recovery was opened.
        case opened
        /// The event speaks of nothing that concerns us.
        case ignored
        /// A recovery would have been opened, but no address is known.
        case noAddress = "no_address"
    }

    /// Checks the signature over the raw body, then acts.
    ///
    /// - Throws: a ``Problem`` when there is no such merchant, the signature is wrong or Stripe is away; Stripe then
    ///   sends the event again.
    public func receive(
        _ payload: [UInt8], signature: String?, for merchant: MerchantID
    ) async throws -> Outcome {
        guard let account = try await directory.account(merchant), !account.webhookSecrets.isEmpty else {
            throw Problem(
                .notFound, code: "webhooks_not_configured",
                detail: "No webhook secret is configured for this merchant. Set LATCHKEY_STRIPE_WEBHOOK_SECRET.")
        }
        try verify(payload, signature, account)
        guard let event = try? StripeEvent(parsing: payload) else {
            throw Problem(.invalid, code: "invalid_event", detail: "The body is signed, but it is not a Stripe event.")
        }
        guard let hint = Hint(event), event.isFor(account) else { return .ignored }
        return try await act(on: hint, account)
    }

    private func verify(_ payload: [UInt8], _ signature: String?, _ account: MerchantAccount) throws {
        do {
            try WebhookSignature.verify(
                payload: payload, header: signature, secrets: account.webhookSecrets, now: surroundings.now())
        } catch {
            throw Problem(
                .invalid, code: "invalid_signature",
                detail: error.description)
        }
    }

    private func act(on hint: Hint, _ account: MerchantAccount) async throws -> Outcome {
        let merchant = account.merchant.id
        let latest = try await database.read { connection in
            try connection.activeRecovery(paymentIntent: hint.intent, of: merchant)
                ?? connection.recoveries(
                    of: merchant, state: nil, paymentIntent: hint.intent, before: nil, limit: 1
                ).first
        }
        if let latest {
            guard !latest.state.isSettled else { return .ignored }
            let intent = try await intents.intent(of: latest, account: account).intent
            try await settlement.follow(intent, for: latest)
            return .followed
        }
        guard hint.mayOpen, account.merchant.opensAutomatically else { return .ignored }
        return try await open(hint.intent, hint.kind, account)
    }

    private func open(_ id: String, _ kind: IntentKind, _ account: MerchantAccount) async throws -> Outcome {
        guard let access = account.access else { return .ignored }
        let intent = try await intents.intent(id, kind, access: access).intent
        guard intent.nextStep().needsCustomer else { return .ignored }
        let customer = try await openRecovery.customer(Customer(), of: intent, account: account)
        guard customer.email != nil else { return .noAddress }
        guard case .opened = try await openRecovery.open(intent, customer: customer, for: account) else {
            return .followed
        }
        return .opened
    }
}

/// The part of an event that we go by.
private struct Hint {
    let kind: IntentKind
    let intent: String
    let mayOpen: Bool

    init?(_ event: StripeEvent) {
        switch event.type {
        case "payment_intent.requires_action", "payment_intent.payment_failed":
            mayOpen = true
        case "payment_intent.succeeded", "payment_intent.canceled", "payment_intent.processing",
            "payment_intent.amount_capturable_updated", "setup_intent.requires_action", "setup_intent.setup_failed",
            "setup_intent.succeeded", "setup_intent.canceled":
            mayOpen = false
        default:
            return nil
        }
        kind = event.type.hasPrefix(IntentKind.setup.objectName) ? .setup : .payment
        guard let id = kind == .setup ? event.setupIntentID : event.paymentIntentID,
            id.isStripeIdentifier(prefix: kind.idPrefix)
        else { return nil }
        intent = id
    }
}

extension StripeEvent {
    /// Whether it happened in the merchant's connected account, if the merchant has one: a platform's endpoint is told of
    /// all its accounts.
    fileprivate func isFor(_ account: MerchantAccount) -> Bool {
        guard let connected = account.stripeAccount, let named = self.account else { return true }
        return named == connected
    }
}
