public import Recoveries

/// How the outbox works through what is due.
public struct OutboxSettings: Sendable {
    /// How many messages are in flight at most.
    public var capacity: Int
    /// How long a claim lasts unless renewed.
    public var lease: Duration
    /// How often leases are renewed, and expired ones looked for.
    public var renewal: Duration
    /// How long a stop waits for messages in flight before it gives them back.
    public var grace: Duration
    /// How long the dispatcher sleeps at most; the bell and what is due wake it earlier.
    public var longestSleep: Duration
    /// What follows a verdict.
    public var policy: OutboxPolicy
    /// When customers are reminded.
    public var reminders: ReminderPolicy

    /// 32 in flight, a 60 s lease renewed every 20 s, 20 s of grace.
    public init(
        capacity: Int = 32, lease: Duration = .seconds(60), renewal: Duration = .seconds(20),
        grace: Duration = .seconds(20), longestSleep: Duration = .seconds(30), policy: OutboxPolicy = OutboxPolicy(),
        reminders: ReminderPolicy = ReminderPolicy()
    ) {
        self.capacity = capacity
        self.lease = lease
        self.renewal = renewal
        self.grace = grace
        self.longestSleep = longestSleep
        self.policy = policy
        self.reminders = reminders
    }
}
