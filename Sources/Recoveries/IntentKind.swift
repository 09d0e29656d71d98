/// What a customer is brought back for.
public enum IntentKind: String, Sendable, CaseIterable {
    /// A PaymentIntent is to be finished.
    case payment
    /// A SetupIntent is to be finished: a card is saved for later payments, nothing is charged.
    case setup
}
