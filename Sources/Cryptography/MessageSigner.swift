/// Signs short messages for one purpose: session cookies, form nonces, link tokens.
///
/// A signed message is base64url(version 1 ‖ key id ‖ payload ‖ tag). The tag is the first 16 bytes of HMAC-SHA256,
/// under the purpose's sub-key, of `latchkey/PURPOSE` ‖ version ‖ key id ‖ payload. The payload can be read by anyone.
public struct MessageSigner: Sendable {
    /// The length of a tag in bytes.
    public static let tagByteCount = 16

    static let version: UInt8 = 1
    static let headerByteCount = 2

    let ring: KeyRing
    private let label: [UInt8]
    private let purpose: KeyPurpose

    /// A signer for `purpose` with the keys of `ring`.
    public init(ring: KeyRing, purpose: KeyPurpose) {
        self.ring = ring
        self.purpose = purpose
        label = Array("latchkey/\(purpose.rawValue)".utf8)
    }

    /// The signed message, in characters that need no escaping in a URL or a cookie.
    public func sign(payload: [UInt8]) -> String {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(label.count + Self.headerByteCount + payload.count + Self.tagByteCount)
        bytes += label
        bytes.append(Self.version)
        bytes.append(ring.current.id)
        bytes += payload
        let digest = ring.current.keys[purpose].digest(of: bytes.span)
        for index in 0..<Self.tagByteCount { bytes.append(digest[index]) }
        return Base64Codec.url.encode(bytes.span.extracting(label.count...))
    }

    /// The payload of a message that ``sign(payload:)`` made with a key of the ring; otherwise nil.
    ///
    /// A refusal does the same work as an acceptance of the same length, whatever is wrong with the message.
    public func verify(_ message: String) -> [UInt8]? {
        verifiedPayload(of: message).map { Array($0) }
    }

    func verifiedPayload(of message: String) -> ArraySlice<UInt8>? {
        let parts = parse(message)
        let key = ring.key(parts.keyID, for: purpose)
        let isTagged = parts.isTagged(by: key ?? ring.current.keys[purpose])
        let isGood = parts.isCanonical && parts.version == Self.version && key != nil && isTagged
        return isGood ? parts.payload : nil
    }

    /// Takes a message apart without judging it.
    func parse(_ message: String) -> SignedParts {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(label.count + message.utf8.count)
        bytes += label
        let isCanonical = Base64Codec.url.decode(message.utf8.span, appendingTo: &bytes)
        return SignedParts(bytes: bytes, labelByteCount: label.count, isCanonical: isCanonical)
    }
}
