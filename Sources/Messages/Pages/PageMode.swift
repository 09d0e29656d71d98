public import Recoveries

/// Which face the pay page shows.
public enum PageMode: String, Sendable, Codable, CaseIterable {
    /// The bank's check, with the card on file or another one.
    case authenticate
    /// A card form.
    case newCard = "new_card"
    /// The payment is being made.
    case wait
    /// The payment is made.
    case done
    /// There is nothing left to pay here.
    case gone

    /// The face that fits where a recovery stands.
    public init(_ recovery: Recovery) {
        self =
            switch recovery.state {
            case .open: PageMode(recovery.step)
            case .processing: .wait
            case .succeeded: .done
            case .canceled, .failed, .expired, .revoked: .gone
            }
    }

    private init(_ step: StepName) {
        self =
            switch step {
            case .authenticate: .authenticate
            case .newCard: .newCard
            // Stripe already says more than our state does: wait for ours to follow.
            case .wait, .done: .wait
            case .gone: .gone
            }
    }

    /// Whether the customer can pay on the page.
    public var isPaying: Bool { self == .authenticate || self == .newCard }

    /// Whether the page needs its script.
    var needsScript: Bool { isPaying || self == .wait }
}
