public import Cryptography
public import Recoveries
public import Stripe

/// A merchant with what is needed to act for it.
public struct MerchantAccount: Sendable {
    /// The merchant.
    public var merchant: Merchant
    /// How to ask Stripe on its behalf; `nil` when the merchant passes client secrets instead.
    public var access: StripeAccess?
    /// What Stripe signs this merchant's webhooks with; the newest first.
    public var webhookSecrets: [Secret]

    /// The connected account that payments are made on, `acct_…`; `nil` for the merchant's own.
    public var stripeAccount: String? { merchant.stripeAccount }

    /// Makes an account of its parts; with its key one acts for the merchant's connected account, if there is one.
    public init(merchant: Merchant, access: StripeAccess? = nil, webhookSecrets: [Secret] = []) {
        self.merchant = merchant
        self.access = access.map { StripeAccess(secretKey: $0.secretKey, account: merchant.stripeAccount) }
        self.webhookSecrets = webhookSecrets
    }
}
