/// What a page without a payment on it has to say.
public enum Notice: Sendable, Equatable {
    /// The link's time is over (410).
    case expired
    /// A fresh link was asked for; the same is said whether or not one is sent (200).
    case renewed
    /// Another device owns the link (409).
    case otherDevice
    /// The payment was canceled or closed (410).
    case ended
    /// The payment is made (200).
    case confirmed
    /// No such link, or one cut off on its way (404).
    case notFound
    /// Too many tries (429); `retryAfter` as the `Retry-After` header has it.
    case tooMany(retryAfter: Duration)
    /// The session has ended, or the browser never had one (401, 403).
    case sessionOver
    /// Our own fault (500).
    case failed

    /// The notice's name in the catalogue, below `page.notice`.
    var key: String {
        switch self {
        case .expired: "expired"
        case .renewed: "renewed"
        case .otherDevice: "other_device"
        case .ended: "ended"
        case .confirmed: "confirmed"
        case .notFound: "not_found"
        case .tooMany: "too_many"
        case .sessionOver: "session_over"
        case .failed: "failed"
        }
    }

    /// Whether loading the page again may help at once.
    var canBeRetried: Bool { self == .failed }

    /// How long to wait before trying again; `nil` where waiting does not help.
    var wait: Duration? {
        if case .tooMany(let wait) = self { wait } else { nil }
    }
}
