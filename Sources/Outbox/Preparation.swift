public import Messages
public import Persistence
import Recoveries
public import Service

/// Decides, just before sending, whether a message still makes sense, and renders it with present facts.
public struct Preparation: Sendable {
    private let database: any Database
    private let directory: MerchantDirectory
    private let addresses: LinkAddresses
    private let composer: MailComposer
    private let mailFrom: String
    private let surroundings: Surroundings
    private let processingPause: Duration = .seconds(300)

    /// - Parameter mailFrom: the `From` of merchants that have none of their own.
    public init(
        database: any Database, directory: MerchantDirectory, addresses: LinkAddresses, composer: MailComposer,
        mailFrom: String, surroundings: Surroundings
    ) {
        self.database = database
        self.directory = directory
        self.addresses = addresses
        self.composer = composer
        self.mailFrom = mailFrom
        self.surroundings = surroundings
    }

    enum Prepared: Sendable {
        /// Send it; the link ends at `deadline`.
        case send(RenderedMessage, deadline: Instant)
        /// It cannot be rendered.
        case unfit(Verdict, deadline: Instant)
        /// The bank is working on the payment: perhaps nothing is needed any more.
        case postpone(to: Instant)
        /// Nothing is asked of the customer any more.
        case drop
    }

    func prepare(_ notification: Notification) async throws -> Prepared {
        guard let found = try await database.read({ try $0.linkWithRecovery(notification.link) }),
            let account = try await directory.account(notification.merchant)
        else { return .drop }
        let now = surroundings.now()
        guard found.link.standing(recovery: found.recovery.state, now: now) == .usable else { return .drop }
        guard found.recovery.state == .open else { return .postpone(to: now + processingPause) }
        let facts = MailFacts(
            merchant: account.merchant, from: account.merchant.mailFrom ?? mailFrom, to: notification.address,
            recovery: found.recovery, occasion: notification.occasion, link: addresses.url(of: found.link.id),
            expiresAt: found.link.expiresAt, notification: notification.id, date: now)
        do {
            return .send(try composer.compose(facts), deadline: found.link.expiresAt)
        } catch {
            return .unfit(error.verdict, deadline: found.link.expiresAt)
        }
    }
}
