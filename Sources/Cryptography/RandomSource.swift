/// Where unpredictable bytes come from; handed in, so that a test can supply its own.
public protocol RandomSource: Sendable {
    /// Returns `count` bytes that nobody can predict.
    ///
    /// - Throws: ``CryptographyError/openSSL(operation:reason:)`` when there is no entropy,
    ///   ``CryptographyError/invalidLength(_:)`` for a negative count or one above `Int32.max`.
    func bytes(_ count: Int) throws(CryptographyError) -> [UInt8]
}
