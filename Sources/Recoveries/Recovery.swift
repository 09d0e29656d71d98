/// One PaymentIntent, or SetupIntent, that its customer must finish.
public struct Recovery: Sendable, Equatable {
    /// The merchant it belongs to.
    public var merchant: MerchantID
    /// Its name, `rec_…`.
    public var id: RecoveryID
    /// Whether a payment is to be finished or a card to be saved.
    public var kind: IntentKind
    /// Stripe's PaymentIntent, `pi_…`; or its SetupIntent, `seti_…`, when a card is to be saved.
    public var paymentIntent: String
    /// Where it stands.
    public var state: RecoveryState
    /// What was last asked of the customer.
    public var step: StepName
    /// Which words explain a `newCard` step.
    public var declineReason: DeclineReason?
    /// What is to be paid; ``Money/none`` when a card is to be saved.
    public var money: Money
    /// Whom it writes to.
    public var customer: Customer
    /// The card that failed, remembered because Stripe forgets it with the error.
    public var paymentMethod: PaymentMethodSummary?
    /// What the payment is for, in the merchant's words.
    public var description: String?
    /// Where the customer goes afterwards, if the merchant said so.
    public var returnURL: String?
    /// What the merchant wants to find again.
    public var metadata: [String: String]
    /// The publishable key given with a client secret; `nil` when the merchant's Stripe account is connected.
    public var publishableKey: String?
    /// Whether messages are sent at all.
    public var notifies: Bool
    /// When to remind, in seconds after opening.
    public var reminders: [Int64]
    /// When it was opened.
    public var createdAt: Instant
    /// When its links end.
    public var expiresAt: Instant
    /// When it settled.
    public var settledAt: Instant?

    /// Makes a recovery of its parts.
    public init(
        merchant: MerchantID, id: RecoveryID, kind: IntentKind = .payment, paymentIntent: String,
        state: RecoveryState = .open, step: StepName,
        declineReason: DeclineReason? = nil, money: Money, customer: Customer,
        paymentMethod: PaymentMethodSummary? = nil, description: String? = nil, returnURL: String? = nil,
        metadata: [String: String] = [:], publishableKey: String? = nil, notifies: Bool = true,
        reminders: [Int64] = [], createdAt: Instant, expiresAt: Instant, settledAt: Instant? = nil
    ) {
        self.merchant = merchant
        self.id = id
        self.kind = kind
        self.paymentIntent = paymentIntent
        self.state = state
        self.step = step
        self.declineReason = declineReason
        self.money = money
        self.customer = customer
        self.paymentMethod = paymentMethod
        self.description = description
        self.returnURL = returnURL
        self.metadata = metadata
        self.publishableKey = publishableKey
        self.notifies = notifies
        self.reminders = reminders
        self.createdAt = createdAt
        self.expiresAt = expiresAt
        self.settledAt = settledAt
    }
}
