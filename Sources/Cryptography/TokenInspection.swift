/// What an operator may know of a link token; holds no secret.
public struct TokenInspection: Equatable, Sendable {
    /// The version byte; only 1 is accepted.
    public let version: UInt8
    /// The id of the master key that the token names.
    public let keyID: UInt8
    /// Where that key stands in the ring.
    public let standing: KeyStanding
    /// The id of the link.
    public let id: TokenID
    /// Whether the tag is right; nil when the key is not held, so that nobody can tell.
    public let isAuthentic: Bool?

    /// Whether ``LinkTokens/verify(_:)`` accepts the token.
    public var isAccepted: Bool {
        version == MessageSigner.version && isAuthentic == true
    }
}
