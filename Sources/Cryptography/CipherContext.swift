import COpenSSL

/// Sole owner of an OpenSSL context for one AES-256-GCM message: associated data, then the text, then the tag.
struct CipherContext: ~Copyable {
    enum Direction: Int32 {
        case decrypt = 0
        case encrypt = 1
    }

    private let context: OpaquePointer

    private init(owning context: OpaquePointer) {
        self.context = context
    }

    /// Begins one message.
    static func begin(
        _ direction: Direction, key: [UInt8], nonce: [UInt8]
    ) throws(CryptographyError) -> CipherContext {
        guard key.count == AES256GCM.keyByteCount, nonce.count == AES256GCM.nonceByteCount else {
            throw .invalidLength("AES-256-GCM takes a key of 32 bytes and a nonce of 12")
        }
        let algorithm = try Algorithm.aes256GCM.get()
        guard let context = EVP_CIPHER_CTX_new() else { throw .lastFailure(in: "EVP_CIPHER_CTX_new") }
        let cipher = CipherContext(owning: context)
        // OpenSSL's default nonce for GCM is the 12 bytes that were checked above.
        guard EVP_CipherInit_ex2(cipher.context, algorithm.handle, key, nonce, direction.rawValue, nil) == 1 else {
            throw .lastFailure(in: "EVP_CipherInit_ex2")
        }
        return cipher
    }

    deinit {
        EVP_CIPHER_CTX_free(context)
    }

    /// Takes data that is bound to the message but not encrypted.
    mutating func authenticate(_ data: [UInt8]) throws(CryptographyError) {
        let count = try Self.length(data)
        var written: Int32 = 0
        guard data.isEmpty || EVP_CipherUpdate(context, nil, &written, data, count) == 1 else {
            throw .lastFailure(in: "EVP_CipherUpdate")
        }
    }

    /// Encrypts or decrypts the whole text.
    mutating func process(_ input: [UInt8]) throws(CryptographyError) -> [UInt8] {
        let count = try Self.length(input)
        guard count > 0 else { return [] }
        var output = [UInt8](repeating: 0, count: input.count)
        var written: Int32 = 0
        guard EVP_CipherUpdate(context, &output, &written, input, count) == 1, written == count else {
            throw .lastFailure(in: "EVP_CipherUpdate")
        }
        return output
    }

    /// Ends an encryption and returns its tag.
    mutating func finish() throws(CryptographyError) -> [UInt8] {
        var tag = [UInt8](repeating: 0, count: AES256GCM.tagByteCount)
        guard ends(), EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, Int32(tag.count), &tag) == 1 else {
            throw .lastFailure(in: "EVP_CipherFinal_ex")
        }
        return tag
    }

    /// Ends a decryption: whether `tag` is right, without which the text must not be used.
    mutating func finishes(tag: [UInt8]) -> Bool {
        var tag = tag
        let isTaken = EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, Int32(tag.count), &tag) == 1
        defer { ERR_clear_error() }
        return isTaken && ends()
    }

    private mutating func ends() -> Bool {
        // GCM writes nothing here, but OpenSSL wants a place for it.
        var rest = [UInt8](repeating: 0, count: AES256GCM.tagByteCount)
        var written: Int32 = 0
        return EVP_CipherFinal_ex(context, &rest, &written) == 1
    }

    private static func length(_ bytes: [UInt8]) throws(CryptographyError) -> Int32 {
        guard let count = Int32(exactly: bytes.count) else { throw .invalidLength("a text of 2 GiB or more") }
        return count
    }
}
