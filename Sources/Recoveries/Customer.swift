/// Whom a recovery writes to, and how.
public struct Customer: Sendable, Equatable {
    /// The address on file; `nil` when only links are wanted.
    public var email: String?
    /// The name to greet with.
    public var name: String?
    /// A BCP 47 language tag, such as `ja` or `pt-BR`.
    public var locale: String?
    /// An IANA time zone, such as `Asia/Tokyo`.
    public var timeZone: String?
    /// Stripe's Customer, `cus_…`.
    public var stripeCustomer: String?

    /// Makes a customer of what is known.
    public init(
        email: String? = nil, name: String? = nil, locale: String? = nil, timeZone: String? = nil,
        stripeCustomer: String? = nil
    ) {
        self.email = email
        self.name = name
        self.locale = locale
        self.timeZone = timeZone
        self.stripeCustomer = stripeCustomer
    }
}
