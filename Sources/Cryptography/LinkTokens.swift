/// Mints and verifies the tokens of customers' links.
///
/// A token is base64url(version 1 ‖ key id 1 ‖ id 16 ‖ HMAC-SHA256 truncated to 16): 34 bytes, 46 characters. It is a
/// ``MessageSigner`` message of purpose ``KeyPurpose/link`` whose payload is the link's id.
public struct LinkTokens: Sendable {
    /// The length of a token in characters.
    public static let characterCount = 46

    private static let stand = String(repeating: "A", count: characterCount)

    private let signer: MessageSigner

    /// Tokens made and verified with the keys of `ring`.
    public init(ring: KeyRing) {
        signer = MessageSigner(ring: ring, purpose: .link)
    }

    /// The token for `id`: the same for the same id and key.
    public func mint(_ id: TokenID) -> String {
        signer.sign(payload: id.bytes)
    }

    /// The id of a genuine token; nil for any other text.
    ///
    /// Forged, truncated, respelled, of another purpose, of an unknown or retired key: every refusal decodes 46
    /// characters and computes one HMAC, as an acceptance does.
    public func verify(_ token: String) -> TokenID? {
        let hasLength = token.utf8.count == Self.characterCount
        let payload = signer.verifiedPayload(of: hasLength ? token : Self.stand)
        return hasLength ? payload.flatMap { TokenID(bytes: $0) } : nil
    }

    /// What a token says of itself and whether that is true, for an operator.
    ///
    /// - Throws: ``CryptographyError/malformed(_:)``, which says why the text cannot be a token.
    public func inspect(_ token: String) throws(CryptographyError) -> TokenInspection {
        let count = token.utf8.count
        guard count == Self.characterCount else {
            throw .malformed("a link token has \(Self.characterCount) characters, this text has \(count)")
        }
        let parts = signer.parse(token)
        guard parts.isCanonical, let id = TokenID(bytes: parts.payload) else {
            throw .malformed("the text is not canonical base64url")
        }
        let isAuthentic = signer.ring.key(parts.keyID, for: .link).map { parts.isTagged(by: $0) }
        return TokenInspection(
            version: parts.version, keyID: parts.keyID, standing: signer.ring.standing(of: parts.keyID), id: id,
            isAuthentic: isAuthentic)
    }
}
