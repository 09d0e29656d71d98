public import Cryptography

/// Whose Stripe account is asked, and with which key.
public struct StripeAccess: Sendable, Equatable {
    /// A secret or restricted key: `sk_…` or `rk_…`.
    public var secretKey: Secret
    /// The connected account to act for, `acct_…`, sent as `Stripe-Account`; `nil` for the key's own account.
    ///
    /// Source: <https://docs.stripe.com/connect/authentication>.
    public var account: String?

    /// Makes an access of a key and, for Connect, an account.
    public init(secretKey: Secret, account: String? = nil) {
        self.secretKey = secretKey
        self.account = account
    }
}
