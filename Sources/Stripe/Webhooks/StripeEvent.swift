import FoundationEssentials

/// What Stripe's webhook says happened.
///
/// Its own copy of the object may be old or out of order, so only the identifier is taken, and the object is fetched.
/// Source: <https://docs.stripe.com/api/events/object>.
public struct StripeEvent: Sendable, Equatable {
    /// `evt_…`; the same for every delivery of one event.
    public var id: String
    /// What happened, such as `payment_intent.payment_failed`.
    public var type: String
    /// The PaymentIntent it is about, `pi_…`; `nil` when it is about something else.
    public var paymentIntentID: String?
    /// The SetupIntent it is about, `seti_…`; `nil` when it is about something else.
    public var setupIntentID: String?
    /// The connected account it happened in, `acct_…`.
    public var account: String?
    /// Whether real money moved.
    public var livemode: Bool

    /// Reads an event whose signature was verified.
    ///
    /// - Throws: ``StripeError/Code/unreadable`` when it is no event.
    public init(parsing bytes: [UInt8]) throws(StripeError) {
        do {
            self = try JSONDecoder().decode(EventBody.self, from: Data(bytes)).event
        } catch {
            throw StripeError(.unreadable, "The webhook's body is not an event that Stripe documents.")
        }
    }

    /// Makes an event of its parts.
    public init(
        id: String, type: String, paymentIntentID: String?, setupIntentID: String? = nil, account: String? = nil,
        livemode: Bool
    ) {
        self.id = id
        self.type = type
        self.paymentIntentID = paymentIntentID
        self.setupIntentID = setupIntentID
        self.account = account
        self.livemode = livemode
    }
}
