/// What Latchkey looks at in Stripe's PaymentIntent; the client secret is not part of it.
///
/// Source: <https://docs.stripe.com/api/payment_intents/object>.
public struct PaymentIntent: Sendable, Equatable {
    /// `pi_…`.
    public var id: String
    /// Stripe's status.
    public var status: Status
    /// What is to be paid.
    public var money: Money
    /// Why the last confirmation failed. Stripe clears it when the intent is updated.
    public var lastPaymentError: PaymentError?
    /// The attached PaymentMethod, `pm_…`.
    public var paymentMethod: PaymentMethodSummary?
    /// The Customer, `cus_…`.
    public var customer: String?
    /// Where Stripe would send a receipt.
    public var receiptEmail: String?
    /// What the merchant wrote on the intent.
    public var description: String?
    /// Until when the bank informs the customer by itself (India's e-mandates): `processing.card.customer_notification.completes_at`.
    public var customerNotificationCompletesAt: Instant?

    /// Makes an intent of what was read from Stripe.
    public init(
        id: String, status: Status, money: Money, lastPaymentError: PaymentError? = nil,
        paymentMethod: PaymentMethodSummary? = nil, customer: String? = nil, receiptEmail: String? = nil,
        description: String? = nil, customerNotificationCompletesAt: Instant? = nil
    ) {
        self.id = id
        self.status = status
        self.money = money
        self.lastPaymentError = lastPaymentError
        self.paymentMethod = paymentMethod
        self.customer = customer
        self.receiptEmail = receiptEmail
        self.description = description
        self.customerNotificationCompletesAt = customerNotificationCompletesAt
    }

    /// Stripe's statuses: <https://docs.stripe.com/payments/paymentintents/lifecycle>.
    public enum Status: String, Sendable, CaseIterable {
        case requiresPaymentMethod = "requires_payment_method"
        case requiresConfirmation = "requires_confirmation"
        case requiresAction = "requires_action"
        case processing
        case requiresCapture = "requires_capture"
        case canceled
        case succeeded
    }
}

extension PaymentIntent: Intent {
    /// A payment is made.
    public var kind: IntentKind { .payment }
    /// See ``lastPaymentError``.
    public var lastError: PaymentError? { lastPaymentError }

    /// What ``status`` means.
    public var phase: IntentPhase {
        switch status {
        case .requiresAction, .requiresConfirmation: .awaitsAction
        case .requiresPaymentMethod: .awaitsPaymentMethod
        case .processing: .processing(bankInforms: customerNotificationCompletesAt != nil)
        case .succeeded, .requiresCapture: .done
        case .canceled: .canceled
        }
    }
}

/// The part of `last_payment_error`, or `last_setup_error`, that decides what comes next.
public struct PaymentError: Sendable, Equatable {
    /// Stripe's error code, such as `card_declined` or `authentication_required`.
    public var code: String?
    /// The bank's word, such as `insufficient_funds`.
    public var declineCode: String?
    /// The PaymentMethod that failed.
    public var paymentMethod: PaymentMethodSummary?

    /// Makes an error of what was read from Stripe.
    public init(code: String?, declineCode: String? = nil, paymentMethod: PaymentMethodSummary? = nil) {
        self.code = code
        self.declineCode = declineCode
        self.paymentMethod = paymentMethod
    }

    /// Whether the bank asked for the customer's authentication, in either of the two fields that can say so.
    ///
    /// Source: <https://docs.stripe.com/declines/codes>.
    public var asksForAuthentication: Bool {
        [code, declineCode].contains { Self.authenticationCodes.contains($0 ?? "") }
    }

    private static let authenticationCodes: Set<String> = [
        "authentication_required", "authentication_not_handled", "mobile_device_authentication_required",
    ]
}

/// A PaymentMethod, as far as a customer would recognise it.
public struct PaymentMethodSummary: Sendable, Equatable {
    /// `pm_…` (or `card_…` and `src_…` of older integrations).
    public var id: String
    /// The card's brand as Stripe names it, such as `visa`; `nil` when Stripe did not say.
    public var brand: String?
    /// The card's last four digits.
    public var last4: String?

    /// Makes a summary; brand and digits only where Stripe gave them.
    public init(id: String, brand: String? = nil, last4: String? = nil) {
        self.id = id
        self.brand = brand
        self.last4 = last4
    }
}
