/// One message to one customer on one channel: a row of the outbox.
public struct Notification: Sendable, Equatable {
    /// The merchant it belongs to.
    public var merchant: MerchantID
    /// Its name, `ntf_…`. It never changes over retries, and the message's own identifier is made of it.
    public var id: NotificationID
    /// The recovery it speaks of.
    public var recovery: RecoveryID
    /// The link whose token is minted anew for each sending.
    public var link: LinkID
    /// How it travels.
    public var channel: ChannelName
    /// Why it is sent.
    public var occasion: Occasion
    /// Where it goes, in the channel's own form.
    public var address: String
    /// Where it stands.
    public var state: NotificationState
    /// When it may be tried.
    public var dueAt: Instant
    /// How many tries counted so far.
    public var attempts: Int
    /// When it was written.
    public var createdAt: Instant
    /// When it was accepted.
    public var sentAt: Instant?

    /// Makes a notification of its parts.
    public init(
        merchant: MerchantID, id: NotificationID, recovery: RecoveryID, link: LinkID, channel: ChannelName = .email,
        occasion: Occasion = .first, address: String, state: NotificationState = .queued, dueAt: Instant,
        attempts: Int = 0, createdAt: Instant, sentAt: Instant? = nil
    ) {
        self.merchant = merchant
        self.id = id
        self.recovery = recovery
        self.link = link
        self.channel = channel
        self.occasion = occasion
        self.address = address
        self.state = state
        self.dueAt = dueAt
        self.attempts = attempts
        self.createdAt = createdAt
        self.sentAt = sentAt
    }

    /// Why a notification is sent.
    public enum Occasion: String, Sendable, CaseIterable {
        /// The recovery was opened.
        case first
        /// The schedule says so.
        case reminder
        /// The merchant asked for it.
        case asked
    }
}

/// The ways a message can travel.
public enum ChannelName: String, Sendable, CaseIterable {
    case email, apns, fcm, webpush, gateway
}

/// Where a notification stands.
///
///     queued → sending → sent | dead,  sending → queued (deferred, unknown, given back),  queued → canceled
public enum NotificationState: String, Sendable, CaseIterable {
    /// Waits until it is due.
    case queued
    /// A dispatcher holds its lease.
    case sending
    /// Accepted by the provider.
    case sent
    /// Ended for good; a way to send it again exists.
    case dead
    /// Its recovery settled before it left.
    case canceled
}

/// One try at delivering a notification. Attempts are only ever added.
public struct Attempt: Sendable, Equatable {
    /// Its name.
    public var id: AttemptID
    /// What was tried.
    public var notification: NotificationID
    /// When the try began.
    public var startedAt: Instant
    /// When the verdict was known.
    public var endedAt: Instant
    /// The verdict's name.
    public var outcome: Verdict.Name
    /// What the provider said, bounded; never a secret.
    public var reply: String

    /// Makes an attempt of its parts.
    public init(
        id: AttemptID, notification: NotificationID, startedAt: Instant, endedAt: Instant, outcome: Verdict.Name,
        reply: String
    ) {
        self.id = id
        self.notification = notification
        self.startedAt = startedAt
        self.endedAt = endedAt
        self.outcome = outcome
        self.reply = reply
    }
}
