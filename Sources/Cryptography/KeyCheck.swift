/// What a database may remember of a master key, to notice that it is given another one.
///
/// The value is derived from the key like a sub-key of its own, with a purpose that nothing else uses.
public struct KeyCheck: Sendable {
    static let byteCount = 16

    /// The key's id.
    public let id: UInt8
    /// 16 bytes; another key has others, even one with the same id.
    public let value: [UInt8]

    /// Whether a remembered value is of this key, compared in constant time.
    public func fits(_ remembered: [UInt8]) -> Bool {
        ConstantTime.equal(value, remembered)
    }
}
