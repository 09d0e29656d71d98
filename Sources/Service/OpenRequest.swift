public import Cryptography
public import Recoveries

/// What a merchant asks for when it opens a recovery; nothing in it has been checked yet.
public struct OpenRequest: Sendable {
    /// Whether a payment is to be finished or a card to be saved.
    public var kind: IntentKind
    /// The PaymentIntent, `pi_…`; or the SetupIntent, `seti_…`, when a card is to be saved.
    public var paymentIntent: String
    /// Whom to write to.
    public var customer: Customer
    /// What the payment is for.
    public var description: String?
    /// Where the customer goes afterwards.
    public var returnURL: String?
    /// How long the links live, in seconds.
    public var expiresIn: Int64?
    /// When to remind, in seconds after opening; `nil` takes the merchant's schedule.
    public var reminders: [Int64]?
    /// Whether messages are sent.
    public var notifies: Bool
    /// What the merchant wants to find again.
    public var metadata: [String: String]
    /// For merchants without a connected account.
    public var given: GivenIntent?

    /// An intent whose facts the merchant gives, because Latchkey holds no Stripe secret key of it.
    public struct GivenIntent: Sendable {
        /// `pi_…_secret_…` or `seti_…_secret_…`; sealed until settlement.
        public var clientSecret: Secret
        /// What is to be paid; ``Money/none`` when a card is to be saved.
        public var money: Money
        /// `pk_…`.
        public var publishableKey: String

        /// Makes the facts.
        public init(clientSecret: Secret, money: Money, publishableKey: String) {
            self.clientSecret = clientSecret
            self.money = money
            self.publishableKey = publishableKey
        }
    }

    /// Makes a request.
    public init(
        _ kind: IntentKind = .payment, paymentIntent: String, customer: Customer = Customer(),
        description: String? = nil, returnURL: String? = nil,
        expiresIn: Int64? = nil, reminders: [Int64]? = nil, notifies: Bool = true, metadata: [String: String] = [:],
        given: GivenIntent? = nil
    ) {
        self.kind = kind
        self.paymentIntent = paymentIntent
        self.customer = customer
        self.description = description
        self.returnURL = returnURL
        self.expiresIn = expiresIn
        self.reminders = reminders
        self.notifies = notifies
        self.metadata = metadata
        self.given = given
    }
}
