public import Recoveries

/// What a page without a payment on it has to say.
public enum Notice: Sendable, Equatable {
    /// The link's time is over (410).
    case expired
    /// The payment was canceled or closed (410).
    case ended
    /// The payment is made (200).
    case confirmed
    /// No such link, or one cut off on its way (404).
    case notFound
    /// Too many tries (429); `retryAfter` as the `Retry-After` header has it.
    case tooMany(retryAfter: Duration)
    /// Stripe cannot be reached (503).
    case unreachable
    /// The session has ended, or the browser never had one (401, 403).
    case sessionOver
    /// Our own fault (500).
    case failed

    /// The notice for a recovery that is settled; `nil` while it is not.
    public init?(settled state: RecoveryState) {
        switch state {
        case .open, .processing: return nil
        case .succeeded: self = .confirmed
        case .expired: self = .expired
        case .canceled, .failed, .revoked: self = .ended
        }
    }

    /// The notice's name in the catalogue, below `page.notice`.
    var key: String {
        switch self {
        case .expired: "expired"
        case .ended: "ended"
        case .confirmed: "confirmed"
        case .notFound: "not_found"
        case .tooMany: "too_many"
        case .unreachable: "unreachable"
        case .sessionOver: "session_over"
        case .failed: "failed"
        }
    }

    /// Whether loading the page again may help at once.
    var canBeRetried: Bool { self == .unreachable || self == .failed }

    /// What its words take besides the merchant.
    var facts: [String: String] {
        guard case .tooMany(let wait) = self else { return [:] }
        return ["minutes": String(max(1, (wait.secondsRoundedUp + 59) / 60))]
    }
}
