/// A decoded, not yet trusted message: label ‖ version ‖ key id ‖ payload ‖ tag.
struct SignedParts {
    /// Whether the text was long enough and spelled as it is written.
    let isCanonical: Bool
    private let bytes: [UInt8]
    private let header: Int

    /// Fills up what is too short with zeros, so that there is something to compute a tag of.
    init(bytes: [UInt8], labelByteCount: Int, isCanonical: Bool) {
        let least = labelByteCount + MessageSigner.headerByteCount + MessageSigner.tagByteCount
        let missing = max(0, least - bytes.count)
        self.bytes = missing == 0 ? bytes : bytes + [UInt8](repeating: 0, count: missing)
        self.isCanonical = isCanonical && missing == 0
        header = labelByteCount
    }

    var version: UInt8 { bytes[header] }
    var keyID: UInt8 { bytes[header + 1] }
    var payload: ArraySlice<UInt8> { bytes[(header + MessageSigner.headerByteCount)..<tagStart] }

    private var tagStart: Int { bytes.count - MessageSigner.tagByteCount }

    /// Whether the tag is the one that `key` makes, compared in constant time.
    func isTagged(by key: HMACSHA256) -> Bool {
        let digest = key.digest(of: bytes.span.extracting(..<tagStart))
        return ConstantTime.equal(
            bytes.span.extracting(tagStart...), digest.span.extracting(..<MessageSigner.tagByteCount))
    }
}
