public import Recoveries

/// A merchant's secrets, each sealed: bytes that say nothing without the master key.
public struct MerchantSecrets: Sendable, Equatable, CustomStringConvertible {
    /// Stripe's secret key; `nil` when no account is connected.
    public var stripeSecretKey: [UInt8]?
    /// The webhook endpoints' signing secrets.
    public var webhookSecrets: [[UInt8]]

    /// Takes sealed bytes.
    public init(stripeSecretKey: [UInt8]? = nil, webhookSecrets: [[UInt8]] = []) {
        self.stripeSecretKey = stripeSecretKey
        self.webhookSecrets = webhookSecrets
    }

    /// Says only how many there are.
    public var description: String {
        "\(stripeSecretKey == nil ? "no" : "a") Stripe key, \(webhookSecrets.count) webhook secrets, sealed"
    }
}

/// A merchant as the database keeps it.
public struct StoredMerchant: Sendable, Equatable {
    /// The merchant.
    public var merchant: Merchant
    /// Its sealed secrets.
    public var secrets: MerchantSecrets
}
