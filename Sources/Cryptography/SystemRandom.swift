import COpenSSL

/// OpenSSL's random generator, seeded by the operating system (`RAND_bytes`).
public struct SystemRandom: RandomSource {
    /// Makes the source; it holds no state of its own.
    public init() {}

    /// Returns `count` bytes of OpenSSL's generator.
    public func bytes(_ count: Int) throws(CryptographyError) -> [UInt8] {
        guard let length = Int32(exactly: count), length >= 0 else {
            throw .invalidLength("\(count) random bytes were asked for")
        }
        var bytes = [UInt8](repeating: 0, count: count)
        guard RAND_bytes(&bytes, length) == 1 else { throw .lastFailure(in: "RAND_bytes") }
        return bytes
    }
}
