import Synchronization

/// A key for HMAC-SHA256 (RFC 2104, FIPS 198-1), set up once and used from any thread.
///
/// The key is hashed at `init` only. One working context is reused by whoever gets its lock at once; a thread that would
/// have to wait works on a duplicate instead, at about twice the cost, so that nobody blocks.
public final class HMACSHA256: Sendable {
    /// The length of a full code in bytes.
    public static let byteCount = SHA256.byteCount

    private let keyed: MACContext
    private let working: Mutex<MACContext>

    /// Sets up `key`, which may have any length; 32 random bytes are best.
    public init(key: [UInt8]) throws(CryptographyError) {
        keyed = try MACContext.keyed(with: key)
        working = Mutex(try MACContext.keyed(with: key))
    }

    /// The 32-byte code of `message`.
    public func code(for message: [UInt8]) -> [UInt8] {
        let digest = digest(of: message.span)
        return [UInt8](unsafeUninitializedCapacity: Self.byteCount) { bytes, count in
            for index in 0..<Self.byteCount { bytes[index] = digest[index] }
            count = Self.byteCount
        }
    }

    /// The 32-byte code of the UTF-8 bytes of `message`.
    public func code(for message: String) -> [UInt8] {
        code(for: Array(message.utf8))
    }

    /// Whether `code` is the full code of `message`, compared in constant time.
    public func isValid(_ code: [UInt8], for message: [UInt8]) -> Bool {
        ConstantTime.equal(code, self.code(for: message))
    }

    /// The 32-byte code of `message` under a key that is used once.
    public static func code(for message: [UInt8], key: [UInt8]) throws(CryptographyError) -> [UInt8] {
        try HMACSHA256(key: key).code(for: message)
    }
}

extension HMACSHA256 {
    /// The code without an allocation.
    ///
    /// With the key in place OpenSSL fails only for want of memory, where Swift itself ends the process too.
    func digest(of message: Span<UInt8>) -> SHA256.Digest {
        let digest = message.withUnsafeBytes { bytes in
            working.withLockIfAvailable { $0.code(for: bytes) } ?? duplicateCode(for: bytes)
        }
        // No message can cause it: only OpenSSL out of memory.
        guard let digest else { fatalError("\(CryptographyError.lastFailure(in: "HMAC-SHA256"))") }
        return digest
    }

    private func duplicateCode(for message: UnsafeRawBufferPointer) -> SHA256.Digest? {
        guard var context = keyed.duplicate() else { return nil }
        return context.code(for: message)
    }
}
