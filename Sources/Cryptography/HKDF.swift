/// The key derivation function HKDF with SHA-256 (RFC 5869).
public enum HKDF {
    /// The longest output in bytes: 255 blocks (RFC 5869 section 2.3).
    public static let maximumByteCount = 255 * SHA256.byteCount

    /// Extracts, then expands: `count` bytes of key from `secret`, bound to `info`.
    public static func derive(
        _ count: Int, from secret: [UInt8], salt: [UInt8], info: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        try expand(extract(from: secret, salt: salt), info: info, count: count)
    }

    /// Concentrates `secret` into a 32-byte pseudorandom key (RFC 5869 section 2.2).
    public static func extract(from secret: [UInt8], salt: [UInt8]) throws(CryptographyError) -> [UInt8] {
        try HMACSHA256.code(for: secret, key: salt)
    }

    /// Expands the pseudorandom `key` to `count` bytes bound to `info` (RFC 5869 section 2.3).
    ///
    /// - Throws: ``CryptographyError/invalidLength(_:)`` for a negative count or one above ``maximumByteCount``.
    public static func expand(_ key: [UInt8], info: [UInt8], count: Int) throws(CryptographyError) -> [UInt8] {
        try expand(HMACSHA256(key: key), info: info, count: count)
    }

    static func expand(_ key: HMACSHA256, info: [UInt8], count: Int) throws(CryptographyError) -> [UInt8] {
        guard (0...maximumByteCount).contains(count) else {
            throw .invalidLength("HKDF cannot derive \(count) bytes")
        }
        var output: [UInt8] = []
        var block: [UInt8] = []
        var counter: UInt8 = 0
        while output.count < count {
            counter += 1
            block = key.code(for: block + info + [counter])
            output += block
        }
        return Array(output.prefix(count))
    }
}
