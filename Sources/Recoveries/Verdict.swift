/// What became of one attempt. A channel never throws: a failure is a verdict.
public enum Verdict: Sendable, Equatable {
    /// The provider took it, and named it so: SMTP's final 250 text, `apns-id`, FCM's message name.
    case accepted(receipt: String)
    /// Not now. `retryAfter` is what the provider asked for, if it did; `wholeDestination` when it refuses everyone for now.
    case deferred(reply: String, retryAfter: Duration? = nil, wholeDestination: Bool = false)
    /// This address, for good.
    case rejected(reply: String)
    /// Our side is wrong: nothing can leave on this channel until the merchant or operator mends it.
    case misconfigured(reply: String)
    /// It may have arrived: the connection died, or the reply was late, after the message was handed over.
    case unknown(reply: String)

    /// The verdict's name, as the database, the API and metrics write it.
    public enum Name: String, Sendable, CaseIterable {
        case accepted, deferred, rejected, misconfigured, unknown
    }

    /// The verdict without its words.
    public var name: Name {
        switch self {
        case .accepted: .accepted
        case .deferred: .deferred
        case .rejected: .rejected
        case .misconfigured: .misconfigured
        case .unknown: .unknown
        }
    }

    /// What the provider, or the transport, said.
    public var reply: String {
        switch self {
        case .accepted(let reply), .deferred(let reply, _, _), .rejected(let reply), .misconfigured(let reply),
            .unknown(let reply):
            reply
        }
    }
}
