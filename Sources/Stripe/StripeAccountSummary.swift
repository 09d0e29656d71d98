/// What an operator wants to know of the account that a key opens.
public struct StripeAccountSummary: Sendable, Equatable {
    /// `acct_…`; `nil` when the key may not read it, as restricted keys often may not.
    public var id: String?
    /// The business's name as its owner gave it.
    public var name: String?
    /// Whether the key moves real money, told by the key itself (`sk_live_…`, `rk_live_…`).
    public var livemode: Bool

    /// Makes a summary of its parts.
    public init(id: String?, name: String?, livemode: Bool) {
        self.id = id
        self.name = name
        self.livemode = livemode
    }
}
