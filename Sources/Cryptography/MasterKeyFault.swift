/// Why a master key is refused.
public enum MasterKeyFault: Equatable, Sendable {
    /// Nothing was given, or only white space.
    case missing
    /// Not base64 in the standard or the URL alphabet.
    case undecodable
    /// Base64, but not of 32 bytes.
    case wrongLength(Int)
    /// Too few different bytes, or a counting or repeating pattern.
    case repetitive
    /// The 32 bytes are printable characters: typed or pasted text, not random bytes.
    case textual

    static let remedy = "`latchkey key generate-master` makes one."
}

extension MasterKeyFault: CustomStringConvertible {
    /// The fault in a sentence and how to make a good key; never the key.
    public var description: String {
        "\(sentence) A master key is 32 random bytes in base64; \(Self.remedy)"
    }

    private var sentence: String {
        switch self {
        case .missing: "The master key is missing."
        case .undecodable: "The master key is not valid base64."
        case .wrongLength(let count): "The master key has \(count) bytes instead of 32."
        case .repetitive: "The master key is weak: its bytes repeat or count up."
        case .textual: "The master key is weak: it is readable text in base64, not random bytes."
        }
    }
}
