/// Base64 in the standard alphabet, with padding (RFC 4648 section 4).
public enum Base64 {
    /// The text for `bytes`, padded to a multiple of four characters.
    public static func encode(_ bytes: [UInt8]) -> String {
        Base64Codec.standard.encode(bytes.span, padding: (3 - bytes.count % 3) % 3)
    }

    /// The bytes of `text`, or nil unless it is exactly what ``encode(_:)`` would write.
    public static func decode(_ text: String) -> [UInt8]? {
        let characters = Array(text.utf8)
        guard characters.count.isMultiple(of: 4) else { return nil }
        let padding = characters.suffix(2).reversed().prefix { $0 == UInt8(ascii: "=") }.count
        let body = characters.dropLast(padding)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(body.count * 3 / 4)
        return Base64Codec.standard.decode(body.span, appendingTo: &bytes) ? bytes : nil
    }
}
