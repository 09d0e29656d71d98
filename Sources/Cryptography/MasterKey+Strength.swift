extension MasterKey {
    /// The fewest different byte values, and the fewest different steps between neighbours, that random bytes have.
    ///
    /// 32 random bytes have about 30 different values; fewer than 16 come up less than once in 10¹⁵ keys.
    static let leastVariety = 16

    /// What is weak about `bytes`, or nil for bytes that look random.
    ///
    /// Constant, counting and repeating keys have few values or few steps. 32 bytes that are all printable
    /// ASCII or white space come up by chance in (100/256)³² ≈ 9·10⁻¹⁴ of all keys: they were typed.
    static func weakness(of bytes: [UInt8]) -> MasterKeyFault? {
        let steps = zip(bytes, bytes.dropFirst()).map { $1 &- $0 }
        if Set(bytes).count < leastVariety || Set(steps).count < leastVariety { return .repetitive }
        let isText = bytes.allSatisfy { (0x20...0x7E).contains($0) || (0x09...0x0D).contains($0) }
        return isText ? .textual : nil
    }
}
