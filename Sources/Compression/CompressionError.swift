/// zlib could not compress: there is no memory for it.
public struct CompressionError: Error, Equatable, Sendable, CustomStringConvertible {
    /// zlib's return code, such as -4 for want of memory.
    public let code: Int32

    /// What happened, in a sentence.
    public var description: String { "zlib cannot compress (code \(code)). Is there memory left?" }
}
