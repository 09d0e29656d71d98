/// Authenticated encryption with AES-256-GCM (NIST SP 800-38D), 96-bit nonces and 128-bit tags.
///
/// A nonce is random, so that one key must not seal more than 2³² messages (SP 800-38D section 8.3).
public enum AES256GCM {
    /// The length of a key in bytes.
    public static let keyByteCount = 32
    /// The length of a nonce in bytes.
    public static let nonceByteCount = 12
    /// The length of a tag in bytes.
    public static let tagByteCount = 16

    /// Encrypts `plaintext` and binds it to `associatedData`: nonce ‖ ciphertext ‖ tag.
    ///
    /// - Throws: ``CryptographyError/invalidLength(_:)`` for a key that is not 32 bytes, an input of 2 GiB or more, or a
    ///   random source that returns too few bytes.
    public static func seal(
        _ plaintext: [UInt8], key: [UInt8], associatedData: [UInt8], using random: some RandomSource
    ) throws(CryptographyError) -> [UInt8] {
        let nonce = try random.bytes(nonceByteCount)
        return try seal(plaintext, key: key, associatedData: associatedData, nonce: nonce)
    }

    /// Decrypts what ``seal(_:key:associatedData:using:)`` made, if nothing was changed.
    ///
    /// - Throws: ``CryptographyError/notAuthentic`` when the key, the associated data or a byte differs,
    ///   ``CryptographyError/malformed(_:)`` when it is too short to hold a nonce and a tag.
    public static func open(
        _ sealed: [UInt8], key: [UInt8], associatedData: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        guard sealed.count >= nonceByteCount + tagByteCount else {
            throw .malformed("a sealed message has at least \(nonceByteCount + tagByteCount) bytes")
        }
        let nonce = Array(sealed.prefix(nonceByteCount))
        let ciphertext = Array(sealed.dropFirst(nonceByteCount).dropLast(tagByteCount))
        var cipher = try CipherContext.begin(.decrypt, key: key, nonce: nonce)
        try cipher.authenticate(associatedData)
        let plaintext = try cipher.process(ciphertext)
        guard cipher.finishes(tag: Array(sealed.suffix(tagByteCount))) else { throw .notAuthentic }
        return plaintext
    }

    /// The seam for test vectors; a nonce must never be used twice with one key.
    static func seal(
        _ plaintext: [UInt8], key: [UInt8], associatedData: [UInt8], nonce: [UInt8]
    ) throws(CryptographyError) -> [UInt8] {
        var cipher = try CipherContext.begin(.encrypt, key: key, nonce: nonce)
        try cipher.authenticate(associatedData)
        let ciphertext = try cipher.process(plaintext)
        return nonce + ciphertext + (try cipher.finish())
    }
}
