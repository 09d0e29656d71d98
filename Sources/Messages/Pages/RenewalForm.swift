/// How a page asks for a fresh link: where its form goes, and what it sends back.
public struct RenewalForm: Sendable, Equatable {
    /// The path it is posted to; `nil` for the page's own address.
    public var action: String?
    /// Sent back as `nonce`.
    public var nonce: String

    /// Makes a form of its parts.
    public init(action: String? = nil, nonce: String) {
        self.action = action
        self.nonce = nonce
    }
}
