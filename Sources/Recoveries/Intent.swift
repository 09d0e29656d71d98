/// What a PaymentIntent and a SetupIntent have in common: all that the rules look at.
public protocol Intent: Sendable {
    /// Whether a payment is made with it or a card saved.
    var kind: IntentKind { get }
    /// `pi_…` or `seti_…`.
    var id: String { get }
    /// Where it stands, as far as that decides what comes next.
    var phase: IntentPhase { get }
    /// What is to be paid; ``Money/none`` when a card is saved.
    var money: Money { get }
    /// Why the last confirmation failed.
    var lastError: PaymentError? { get }
    /// The attached PaymentMethod, `pm_…`.
    var paymentMethod: PaymentMethodSummary? { get }
    /// The Customer, `cus_…`.
    var customer: String? { get }
    /// Where Stripe would send a receipt; `nil` where there is none to send.
    var receiptEmail: String? { get }
    /// What the merchant wrote on the intent.
    var description: String? { get }
}

/// Where an intent stands: the statuses of both kinds, those of one meaning taken together.
public enum IntentPhase: Sendable, Equatable {
    /// It has a PaymentMethod, which its customer must confirm.
    case awaitsAction
    /// It has none, or lost it with the last error.
    case awaitsPaymentMethod
    /// Stripe or the bank is at work. When `bankInforms`, the bank itself writes to the customer.
    case processing(bankInforms: Bool)
    /// The payment is made, or the card saved.
    case done
    /// It was canceled.
    case canceled
}
