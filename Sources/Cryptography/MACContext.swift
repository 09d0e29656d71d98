import COpenSSL

/// Sole owner of an OpenSSL MAC context that has been given a key for HMAC-SHA256.
///
/// `@unchecked Sendable`: the struct cannot be copied and never gives the pointer away, so a context has one owner. What
/// changes it is `mutating`, and so the compiler admits no second access at the same time; `duplicate()` only reads
/// (`EVP_MAC_CTX_dup` takes a const context, and the algorithms it refers to have atomic reference counts).
struct MACContext: ~Copyable, @unchecked Sendable {
    private let context: OpaquePointer

    private init(owning context: OpaquePointer) {
        self.context = context
    }

    /// A context with `key` set up.
    static func keyed(with key: [UInt8]) throws(CryptographyError) -> MACContext {
        let algorithm = try Algorithm.hmac.get()
        guard let context = EVP_MAC_CTX_new(algorithm.handle) else { throw .lastFailure(in: "EVP_MAC_CTX_new") }
        let keyed = MACContext(owning: context)
        guard start(keyed.context, key: key) else { throw .lastFailure(in: "EVP_MAC_init") }
        return keyed
    }

    deinit {
        EVP_MAC_CTX_free(context)
    }

    /// A second context with the same key, ready to use; nil when there is no memory.
    borrowing func duplicate() -> MACContext? {
        guard let copy = EVP_MAC_CTX_dup(context) else { return nil }
        return MACContext(owning: copy)
    }

    /// The HMAC of `message`; nil when OpenSSL has no memory.
    mutating func code(for message: UnsafeRawBufferPointer) -> SHA256.Digest? {
        var digest = SHA256.Digest(repeating: 0)
        var length = 0
        // Without a key, EVP_MAC_init goes back to the state right after the key, without hashing the key again.
        guard EVP_MAC_init(context, nil, 0, nil) == 1,
            EVP_MAC_update(context, message.baseAddress, message.count) == 1
        else { return nil }
        var bytes = digest.mutableSpan
        let finished = bytes.withUnsafeMutableBufferPointer {
            EVP_MAC_final(context, $0.baseAddress, &length, $0.count)
        }
        return finished == 1 && length == SHA256.byteCount ? digest : nil
    }

    private static func start(_ context: OpaquePointer, key: [UInt8]) -> Bool {
        // OpenSSL takes a missing address for "keep the key", so that an empty key needs one too.
        let bytes = key.isEmpty ? [0] : key
        // A parameter keeps the addresses of its name and its value, so both must live until it has been read.
        return "digest".withCString { name in
            "SHA256".withCString { digest in
                let parameters = [
                    OSSL_PARAM_construct_utf8_string(name, UnsafeMutablePointer(mutating: digest), 0),
                    OSSL_PARAM_construct_end(),
                ]
                return EVP_MAC_init(context, bytes, key.count, parameters) == 1
            }
        }
    }
}
