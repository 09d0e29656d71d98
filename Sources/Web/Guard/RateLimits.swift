import Recoveries

/// How often each may ask. Every limit counts in memory, and forgets when the service starts anew.
///
/// Each function counts one more and answers `nil`, or answers how long to wait. What is counted for a link, a session or
/// a merchant is counted only once a signature or a key has been checked: nobody uses up what is another's.
struct RateLimits: Sendable {
    private let addresses: RateTable?
    private let misses: RateTable
    private let sessions: RateTable
    private let payments: RateTable
    private let merchants: RateTable?
    private let recipients: RateTable
    private let now: @Sendable () -> Instant

    /// - Parameter now: what time it is.
    init(_ settings: GuardSettings, now: @escaping @Sendable () -> Instant) {
        self.now = now
        addresses = Self.table(perMinute: settings.addressRate, capacity: 32_768)
        merchants = Self.table(perMinute: settings.merchantRate, capacity: 1024)
        misses = RateTable(RateLimit(30, per: .seconds(60)), capacity: 16_384)
        sessions = RateTable(RateLimit(120, per: .seconds(600)), capacity: 16_384)
        payments = RateTable(RateLimit(120, per: .seconds(120)), capacity: 16_384)
        recipients = RateTable(RateLimit(10, per: .seconds(86_400)), capacity: 16_384)
    }

    /// A request for a customer's page. Hundreds of customers can share an address of a mobile carrier, so this limit
    /// keeps load away, not people.
    func address(_ address: IPAddress) -> Duration? {
        addresses?.decide(address.counted, now: now()).wait
    }

    /// A request with a token or key that is not ours: a guess, most likely. A right one is never refused for it.
    func miss(_ address: IPAddress) -> Duration? {
        misses.decide(address.counted, now: now()).wait
    }

    /// A session that a link is to open.
    func session(of link: LinkID) -> Duration? {
        sessions.decide(link, now: now()).wait
    }

    /// A request of a payment's page that asks Stripe: for the secret, or for the result.
    func payment(by link: LinkID) -> Duration? {
        payments.decide(link, now: now()).wait
    }

    /// A call of a merchant's server.
    func merchant(_ merchant: MerchantID) -> Duration? {
        merchants?.decide(merchant, now: now()).wait
    }

    /// A message that somebody asks a merchant to send to an address on file: ten a day, whatever recoveries they belong to.
    ///
    /// - Parameter address: as it is on file. It is kept as a hash only; letters in upper and lower case are one.
    func recipient(_ address: String, of merchant: MerchantID) -> Duration? {
        recipients.decide("\(merchant) \(address.lowercased())", now: now()).wait
    }

    private static func table(perMinute rate: Int, capacity: Int) -> RateTable? {
        rate > 0 ? RateTable(RateLimit(rate, per: .seconds(60)), capacity: capacity) : nil
    }
}
