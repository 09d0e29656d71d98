/// What the pay page's script needs to work for one customer.
public struct PaySession: Sendable, Equatable {
    /// Stripe's publishable key, `pk_…`.
    public var publishableKey: String
    /// The connected account, `acct_…`, when the payment is made on one.
    public var account: String?
    /// Where Stripe.js is loaded from, such as `https://js.stripe.com/v3/`.
    public var stripeJS: String
    /// Stripe.js's release train, such as `v3`; it decides between `handleCardPayment` and `confirmCardPayment`.
    public var train: String
    /// What the script sends back as `X-CSRF-Token`.
    public var csrf: String
    /// The page's own path with its query, such as `/pay/rec_…?lang=de`.
    public var address: String
    /// The sum that the page shows, as the server reads it when the secret is asked for; `nil` for none.
    public var sum: String?

    /// Puts the session together.
    public init(
        publishableKey: String, account: String? = nil, stripeJS: String, train: String = "v3", csrf: String,
        address: String, sum: String? = nil
    ) {
        self.publishableKey = publishableKey
        self.account = account
        self.stripeJS = stripeJS
        self.train = train
        self.csrf = csrf
        self.address = address
        self.sum = sum
    }
}

extension PaySession: CustomStringConvertible {
    /// Names the page only: the token stays unsaid.
    public var description: String { "PaySession(\(address))" }
}
