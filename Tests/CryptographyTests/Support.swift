import Cryptography

/// Bytes handed in instead of random ones.
struct FixedRandom: RandomSource {
    let source: [UInt8]

    func bytes(_ count: Int) throws(CryptographyError) -> [UInt8] {
        Array(source.prefix(count))
    }
}

/// A source that has run dry.
struct BrokenRandom: RandomSource {
    func bytes(_ count: Int) throws(CryptographyError) -> [UInt8] {
        throw .openSSL(operation: "RAND_bytes", reason: "no entropy")
    }
}

/// The bytes that hexadecimal text stands for.
func hex(_ text: String) -> [UInt8] {
    let digits = text.compactMap { $0.hexDigitValue.map(UInt8.init) }
    return stride(from: 0, to: digits.count - 1, by: 2).map { digits[$0] << 4 | digits[$0 + 1] }
}

/// The `number`th of a row of random-looking master keys, whose key ids differ for small numbers.
func masterKey(_ number: UInt8) throws -> MasterKey {
    try MasterKey(bytes: SHA256.digest(of: [0x6B, number]))
}
