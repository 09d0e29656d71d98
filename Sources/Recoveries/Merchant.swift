/// A tenant, without its secrets.
public struct Merchant: Sendable, Equatable {
    /// Its name in URLs and commands.
    public var id: MerchantID
    /// Its name as customers know it.
    public var name: String
    /// The `From` of its mail, as `Name <address>` or a bare address; `nil` takes the service's own.
    public var mailFrom: String?
    /// Where its customers can ask.
    public var supportEmail: String?
    /// A page where its customers can ask.
    public var supportURL: String?
    /// The locale of customers who name none.
    public var locale: String
    /// Stripe's publishable key, `pk_…`; `nil` when no account is connected.
    public var publishableKey: String?
    /// Whether Stripe's webhooks open recoveries by themselves.
    public var opensAutomatically: Bool
    /// Origins that `return_url` may name, such as `https://shop.example`.
    public var returnOrigins: [String]
    /// When to remind, in seconds after opening, unless a recovery says otherwise.
    public var reminders: [Int64]
    /// The Connect account that payments are made on, `acct_…`; `nil` for the merchant's own.
    public var stripeAccount: String?
    /// How its mails and pages look.
    public var brand: Brand
    /// Whether the first browser to start a payment owns the link.
    public var singleDevice: Bool
    /// When it was added.
    public var createdAt: Instant

    /// Makes a merchant of its parts.
    public init(
        id: MerchantID, name: String, mailFrom: String? = nil, supportEmail: String? = nil, supportURL: String? = nil,
        locale: String = "en", publishableKey: String? = nil, opensAutomatically: Bool = false,
        returnOrigins: [String] = [], reminders: [Int64] = ReminderPolicy().offsets,
        stripeAccount: String? = nil, brand: Brand = Brand(), singleDevice: Bool = false, createdAt: Instant
    ) {
        self.id = id
        self.name = name
        self.mailFrom = mailFrom
        self.supportEmail = supportEmail
        self.supportURL = supportURL
        self.locale = locale
        self.publishableKey = publishableKey
        self.opensAutomatically = opensAutomatically
        self.returnOrigins = returnOrigins
        self.reminders = reminders
        self.stripeAccount = stripeAccount
        self.brand = brand
        self.singleDevice = singleDevice
        self.createdAt = createdAt
    }
}
