/// What Stripe knows of a Customer, as far as one writes to them.
///
/// Source: <https://docs.stripe.com/api/customers/object>.
public struct StripeCustomer: Sendable, Equatable {
    /// `cus_…`.
    public var id: String
    /// The address on file.
    public var email: String?
    /// The full name or the company's.
    public var name: String?
    /// BCP 47 language tags, the most preferred first.
    public var preferredLocales: [String]
    /// Whether the merchant deleted the Customer; Stripe then keeps the identifier only.
    public var isDeleted: Bool

    /// Makes a customer of its parts.
    public init(
        id: String, email: String? = nil, name: String? = nil, preferredLocales: [String] = [], isDeleted: Bool = false
    ) {
        self.id = id
        self.email = email
        self.name = name
        self.preferredLocales = preferredLocales
        self.isDeleted = isDeleted
    }
}
