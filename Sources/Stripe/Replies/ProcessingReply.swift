import Recoveries

/// `processing`: until when the bank tells the customer by itself.
///
/// Source: <https://docs.stripe.com/payments/india-recurring-payments>.
struct ProcessingReply: Decodable, Sendable {
    var completesAt: Instant?

    private enum Keys: String, CodingKey {
        case card
        case customerNotification = "customer_notification"
        case completesAt = "completes_at"
    }

    init(from decoder: any Decoder) throws {
        let notification = try decoder.container(keyedBy: Keys.self)
            .nestedContainer(keyedBy: Keys.self, forKey: .card)
            .nestedContainer(keyedBy: Keys.self, forKey: .customerNotification)
        completesAt = notification.lenient(.completesAt, Int64.self).flatMap(Self.instant)
    }

    /// Seconds beyond the year 9999 are no date, and their milliseconds might not fit.
    private static func instant(_ seconds: Int64) -> Instant? {
        (0...253_402_300_799).contains(seconds) ? Instant(seconds: seconds) : nil
    }
}
