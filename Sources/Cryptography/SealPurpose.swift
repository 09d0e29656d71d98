/// Which secret of a record is sealed; a secret opens only under the purpose it was sealed for.
///
/// The raw value enters key and associated data: renaming one makes what was sealed under it unreadable.
public struct SealPurpose: RawRepresentable, Hashable, Sendable {
    /// The name that enters the derivation.
    public let rawValue: String

    /// A purpose with a name of its own.
    public init(rawValue: String) {
        self.rawValue = rawValue
    }

    /// The client secret of a PaymentIntent or SetupIntent.
    public static let clientSecret = SealPurpose(rawValue: "client_secret")
    /// A merchant's Stripe secret key.
    public static let stripeSecretKey = SealPurpose(rawValue: "stripe_secret_key")
    /// The signing secret of a webhook.
    public static let webhookSecret = SealPurpose(rawValue: "webhook_secret")
}
