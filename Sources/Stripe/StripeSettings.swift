/// Where Stripe's API is and how patient its client is.
public struct StripeSettings: Sendable, Equatable {
    /// The scheme and host before `/v1`, such as `https://api.stripe.com`; a stand-in may have its own.
    public var apiBase: String
    /// The dated version sent as `Stripe-Version`, so that an upgrade of the merchant's account changes nothing here.
    public var apiVersion: String
    /// How long one try may take.
    public var timeout: Duration
    /// How many tries one call may have, the first included.
    public var attempts: Int
    /// How long one call may take, its pauses included: a customer is waiting for the page.
    public var deadline: Duration
    /// The upper bound of the first pause; it doubles with each try.
    public var shortestBackoff: Duration
    /// The upper bound of every pause that Stripe did not ask for.
    public var longestBackoff: Duration

    /// `2022-11-15`: the last version before a PaymentIntent accepted every method enabled in the Dashboard by default.
    ///
    /// From `2023-08-16` on an intent made without `payment_method_types` may ask for a redirect and needs a
    /// `return_url`, and from `2024-04-10` on it is captured asynchronously. All that is read here has the same shape
    /// from `2019-02-11` to the present.
    /// Source: <https://docs.stripe.com/changelog/2023-08-16/automatic-payment-methods>,
    /// <https://docs.stripe.com/changelog/2024-04-10/automatic-sync-default-paymentintents>.
    public static let pinnedVersion = "2022-11-15"

    /// Stripe itself, three tries of 10 s, 20 s in all.
    public init(
        apiBase: String = "https://api.stripe.com", apiVersion: String = Self.pinnedVersion,
        timeout: Duration = .seconds(10), attempts: Int = 3, deadline: Duration = .seconds(20),
        shortestBackoff: Duration = .milliseconds(500), longestBackoff: Duration = .seconds(5)
    ) {
        self.apiBase = apiBase
        self.apiVersion = apiVersion
        self.timeout = timeout
        self.attempts = attempts
        self.deadline = deadline
        self.shortestBackoff = shortestBackoff
        self.longestBackoff = longestBackoff
    }
}
