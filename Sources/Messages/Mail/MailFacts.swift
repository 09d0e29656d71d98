public import Recoveries

/// All that one mail to one customer is made of; the same facts always make the same bytes.
public struct MailFacts: Sendable {
    /// The merchant: its name, locale, support address and page.
    public var merchant: Merchant
    /// The `From`, as `Name <address>` or a bare address. Without a name the merchant's is taken.
    public var from: String
    /// The customer's address.
    public var to: String
    /// What the customer is asked to finish; its step must be `authenticate` or `newCard`.
    public var recovery: Recovery
    /// Why the mail is sent.
    public var occasion: Notification.Occasion
    /// The merchant's logo as an absolute URL; `nil` shows the name alone.
    public var logo: String?
    /// The link's URL, with its token. It stands in the message's body and nowhere else.
    public var link: String
    /// When the link ends.
    public var expiresAt: Instant
    /// What the Message-ID is made of; it does not change over retries.
    public var notification: NotificationID
    /// The `Date` of the message: when it is sent. A second sending has another; its Message-ID is the same.
    public var date: Instant

    /// Puts the facts together.
    public init(
        merchant: Merchant, from: String, to: String, recovery: Recovery, occasion: Notification.Occasion, link: String,
        logo: String? = nil,
        expiresAt: Instant, notification: NotificationID, date: Instant
    ) {
        self.merchant = merchant
        self.from = from
        self.to = to
        self.recovery = recovery
        self.occasion = occasion
        self.link = link
        self.logo = logo
        self.expiresAt = expiresAt
        self.notification = notification
        self.date = date
    }
}

extension MailFacts {
    /// The name of the words and templates that fit: a step of a payment, or `setup`.
    var words: String {
        recovery.kind == .setup ? IntentKind.setup.rawValue : recovery.step.rawValue
    }
}

extension MailFacts: CustomStringConvertible {
    /// Names the notification only: the link holds a token.
    public var description: String { "MailFacts(\(notification))" }
}
