/// What Latchkey looks at in Stripe's SetupIntent, with which a card is saved; the client secret is not part of it.
///
/// Source: <https://docs.stripe.com/api/setup_intents/object>.
public struct SetupIntent: Sendable, Equatable {
    /// `seti_…`.
    public var id: String
    /// Stripe's status.
    public var status: Status
    /// Why the last confirmation failed.
    public var lastSetupError: PaymentError?
    /// The PaymentMethod to be saved, `pm_…`. Once it is, Stripe has attached it to the Customer.
    public var paymentMethod: PaymentMethodSummary?
    /// The Customer, `cus_…`.
    public var customer: String?
    /// What the merchant wrote on the intent.
    public var description: String?

    /// Makes an intent of what was read from Stripe.
    public init(
        id: String, status: Status, lastSetupError: PaymentError? = nil, paymentMethod: PaymentMethodSummary? = nil,
        customer: String? = nil, description: String? = nil
    ) {
        self.id = id
        self.status = status
        self.lastSetupError = lastSetupError
        self.paymentMethod = paymentMethod
        self.customer = customer
        self.description = description
    }

    /// Stripe's statuses: <https://docs.stripe.com/payments/paymentintents/lifecycle>.
    public enum Status: String, Sendable, CaseIterable {
        case requiresPaymentMethod = "requires_payment_method"
        case requiresConfirmation = "requires_confirmation"
        case requiresAction = "requires_action"
        case processing
        case canceled
        case succeeded
    }
}

extension SetupIntent: Intent {
    /// A card is saved.
    public var kind: IntentKind { .setup }
    /// Nothing is paid.
    public var money: Money { .none }
    /// See ``lastSetupError``.
    public var lastError: PaymentError? { lastSetupError }
    /// Nothing is paid, so there is no receipt.
    public var receiptEmail: String? { nil }

    /// What ``status`` means.
    public var phase: IntentPhase {
        switch status {
        case .requiresAction, .requiresConfirmation: .awaitsAction
        case .requiresPaymentMethod: .awaitsPaymentMethod
        case .processing: .processing(bankInforms: false)
        case .succeeded: .done
        case .canceled: .canceled
        }
    }
}
