import COpenSSL

/// Comparison whose duration tells nothing about where two values differ.
public enum ConstantTime {
    /// Whether `left` and `right` hold the same bytes; the time taken depends on their lengths only.
    public static func equal(_ left: [UInt8], _ right: [UInt8]) -> Bool {
        equal(left.span, right.span)
    }

    /// Whether `left` and `right` are the same UTF-8 bytes; canonically equivalent spellings differ.
    public static func equal(_ left: String, _ right: String) -> Bool {
        equal(left.utf8.span, right.utf8.span)
    }

    static func equal(_ left: Span<UInt8>, _ right: Span<UInt8>) -> Bool {
        guard left.count == right.count else { return false }
        return left.withUnsafeBytes { left in
            right.withUnsafeBytes { right in
                // An empty buffer may have no address, which CRYPTO_memcmp must not be given.
                left.isEmpty || CRYPTO_memcmp(left.baseAddress, right.baseAddress, left.count) == 0
            }
        }
    }
}
