/// What a customer is brought back for.
public enum IntentKind: String, Sendable, CaseIterable {
    /// A PaymentIntent is to be finished.
    case payment
    /// A SetupIntent is to be finished: a card is saved for later payments, nothing is charged.
    case setup

    /// What Stripe calls such an intent in its API, and in ours: `payment_intent` or `setup_intent`.
    public var objectName: String { "\(rawValue)_intent" }
    /// What its identifiers begin with.
    public var idPrefix: String { self == .payment ? "pi_" : "seti_" }
    /// What Stripe's documentation calls it.
    public var title: String { self == .payment ? "PaymentIntent" : "SetupIntent" }
}
