/// Where a recovery stands.
///
///     open ⇄ processing
///       ↘      ↙
///     succeeded | canceled | failed | expired | revoked
public enum RecoveryState: String, Sendable, CaseIterable {
    /// The customer is asked to act.
    case open
    /// The bank is working on the payment.
    case processing
    /// Stripe says that the payment is made.
    case succeeded
    /// The PaymentIntent was canceled at Stripe.
    case canceled
    /// The payment cannot be finished by its customer.
    case failed
    /// The time given to the customer is over.
    case expired
    /// The merchant ended it.
    case revoked

    /// Whether nothing follows this state.
    public var isSettled: Bool { self != .open && self != .processing }

    /// Whether a recovery in this state may pass to `next`.
    public func canBecome(_ next: RecoveryState) -> Bool {
        !isSettled && next != self
    }
}
