public import Messages
public import Persistence
import Recoveries
public import Service

/// Decides, just before sending, whether a message still makes sense, and renders it with present facts.
public struct Preparation: Sendable {
    private let database: any Database
    private let directory: MerchantDirectory
    private let lookAgain: LookAgain
    private let addresses: LinkAddresses
    private let composer: MailComposer
    private let mailFrom: String
    private let surroundings: Surroundings
    private let processingPause: Duration = .seconds(300)

    /// - Parameter mailFrom: the `From` of merchants that have none of their own.
    public init(
        database: any Database, directory: MerchantDirectory, lookAgain: LookAgain, addresses: LinkAddresses,
        composer: MailComposer, mailFrom: String, surroundings: Surroundings
    ) {
        self.lookAgain = lookAgain
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
        switch try await lookAgain.look(at: found.recovery, for: notification.occasion, account: account) {
        case .wrong(let why):
            return .unfit(.rejected(reply: why), deadline: found.link.expiresAt)
        case .recovery(let recovery):
            return render(notification, recovery, found.link, account, now)
        }
    }

    private func render(
        _ notification: Notification, _ recovery: Recovery, _ link: Link, _ account: MerchantAccount, _ now: Instant
    ) -> Prepared {
        guard !recovery.state.isSettled else { return .drop }
        guard recovery.state == .open else { return .postpone(to: now + processingPause) }
        let facts = MailFacts(
            merchant: account.merchant, from: account.merchant.mailFrom ?? mailFrom, to: notification.address,
            recovery: recovery, occasion: notification.occasion, link: addresses.url(of: link.id),
            logo: addresses.logo(of: account.merchant),
            expiresAt: link.expiresAt, notification: notification.id, date: now)
        do {
            return .send(try composer.compose(facts), deadline: link.expiresAt)
        } catch {
            return .unfit(error.verdict, deadline: link.expiresAt)
        }
    }
}
