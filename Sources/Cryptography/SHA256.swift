import COpenSSL

/// The hash function SHA-256 (FIPS 180-4).
///
/// The functions do not throw: once OpenSSL has the algorithm, which ``KeyRing`` finds out at start, they fail only for
/// want of memory, and there Swift itself ends the process too.
public enum SHA256 {
    /// The length of a digest in bytes.
    public static let byteCount = 32

    typealias Digest = InlineArray<32, UInt8>

    /// The 32-byte digest of `message`.
    public static func digest(of message: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: byteCount)
        guard case .success(let algorithm) = Algorithm.sha256,
            EVP_Digest(message, message.count, &digest, nil, algorithm.handle, nil) == 1
            // No message can cause it: only OpenSSL out of memory, or broken, which start-up would have refused.
        else { fatalError("\(CryptographyError.lastFailure(in: "SHA-256"))") }
        return digest
    }

    /// The digest of `message` as 64 lower-case hexadecimal digits.
    public static func hex(of message: [UInt8]) -> String {
        Hexadecimal.encode(digest(of: message))
    }

    /// The digest of the UTF-8 bytes of `message` as 64 lower-case hexadecimal digits.
    public static func hex(of message: String) -> String {
        hex(of: Array(message.utf8))
    }
}
