import COpenSSL

/// An algorithm fetched from OpenSSL's provider, once for the life of the process.
///
/// `@unchecked Sendable`: an `EVP_MD`, `EVP_MAC` or `EVP_CIPHER` is immutable once fetched and its reference count is
/// atomic (OpenSSL 3.0, crypto(7), "Thread safety"). The pointer is never freed, so it never dangles.
struct Algorithm: @unchecked Sendable {
    let handle: OpaquePointer

    /// SHA-256, FIPS 180-4.
    static let sha256 = Result { () throws(CryptographyError) in
        try fetched(EVP_MD_fetch(nil, "SHA256", nil), "fetching SHA256")
    }

    /// HMAC, FIPS 198-1.
    static let hmac = Result { () throws(CryptographyError) in
        try fetched(EVP_MAC_fetch(nil, "HMAC", nil), "fetching HMAC")
    }

    /// AES-256 in Galois/Counter Mode, NIST SP 800-38D.
    static let aes256GCM = Result { () throws(CryptographyError) in
        try fetched(EVP_CIPHER_fetch(nil, "AES-256-GCM", nil), "fetching AES-256-GCM")
    }

    private static func fetched(_ handle: OpaquePointer?, _ name: String) throws(CryptographyError) -> Algorithm {
        guard let handle else { throw .lastFailure(in: name) }
        return Algorithm(handle: handle)
    }
}
