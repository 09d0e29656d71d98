public import Cryptography
public import Recoveries

/// A PaymentIntent as Stripe just described it.
public struct RetrievedIntent: Sendable, Equatable {
    /// What the rules look at.
    public var intent: PaymentIntent
    /// What the customer's browser needs; `nil` when Stripe did not give it.
    public var clientSecret: Secret?
    /// Whether real money moves.
    public var livemode: Bool

    /// Makes a retrieved intent of its parts.
    public init(intent: PaymentIntent, clientSecret: Secret?, livemode: Bool) {
        self.intent = intent
        self.clientSecret = clientSecret
        self.livemode = livemode
    }
}
