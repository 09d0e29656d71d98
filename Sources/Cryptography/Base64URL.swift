/// Base64 for URLs, without padding (RFC 4648 section 5).
public enum Base64URL {
    /// The text for `bytes`.
    public static func encode(_ bytes: [UInt8]) -> String {
        Base64Codec.url.encode(bytes.span)
    }

    /// The bytes of `text`, or nil unless it is exactly what ``encode(_:)`` would write.
    ///
    /// Refused are padding, white space, other alphabets, and bits set behind the last byte (RFC 4648 section 3.5):
    /// one value has one spelling, so that a token cannot be respelled.
    public static func decode(_ text: String) -> [UInt8]? {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(text.utf8.count * 3 / 4)
        return Base64Codec.url.decode(text.utf8.span, appendingTo: &bytes) ? bytes : nil
    }
}
