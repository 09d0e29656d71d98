public import Cryptography
public import Recoveries

/// An intent as Stripe just described it: a `PaymentIntent`, a `SetupIntent`, or either.
public struct RetrievedIntent<Object: Sendable>: Sendable {
    /// What the rules look at.
    public var intent: Object
    /// What the customer's browser needs; `nil` when Stripe did not give it.
    public var clientSecret: Secret?
    /// Whether real money moves.
    public var livemode: Bool

    /// Makes a retrieved intent of its parts.
    public init(intent: Object, clientSecret: Secret?, livemode: Bool) {
        self.intent = intent
        self.clientSecret = clientSecret
        self.livemode = livemode
    }
}

extension RetrievedIntent: Equatable where Object: Equatable {}

extension RetrievedIntent where Object: Intent {
    /// The same, for whom the kind does not matter.
    public var ofEitherKind: RetrievedIntent<any Intent> {
        RetrievedIntent<any Intent>(intent: intent, clientSecret: clientSecret, livemode: livemode)
    }
}
