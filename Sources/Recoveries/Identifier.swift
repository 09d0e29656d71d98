/// What a typed identifier names, and the prefix its text begins with.
public protocol IdentifierKind: Sendable {
    /// The lower-case prefix before the underscore: `rec` in `rec_01…`.
    static var prefix: String { get }
}

/// A UUIDv7 (RFC 9562, section 5.7) written as `prefix_` and 26 characters of Crockford's base 32 in lower case.
///
/// Texts sort as the identifiers were made, so a list can be paged by identifier.
public struct Identifier<Kind: IdentifierKind>: Hashable, Sendable, Comparable, CustomStringConvertible {
    /// The first eight bytes, big-endian: 48 bits of milliseconds, version, 12 random bits.
    public let high: UInt64
    /// The last eight bytes, big-endian: variant and 62 random bits.
    public let low: UInt64

    /// Makes an identifier for an instant from 74 random bits taken from `random`.
    public init(at instant: Instant, random: (UInt64, UInt64)) {
        let time = UInt64(bitPattern: instant.milliseconds) & 0xFFFF_FFFF_FFFF
        high = time << 16 | 0x7000 | random.0 & 0x0FFF
        low = 0x8000_0000_0000_0000 | random.1 & 0x3FFF_FFFF_FFFF_FFFF
    }

    /// Reads an identifier from its 16 bytes; `nil` for any other length.
    public init?(bytes: some Collection<UInt8>) {
        guard bytes.count == 16 else { return nil }
        high = bytes.prefix(8).reduce(0) { $0 << 8 | UInt64($1) }
        low = bytes.suffix(8).reduce(0) { $0 << 8 | UInt64($1) }
    }

    /// Reads `prefix_…`; `nil` when the prefix, the length or a character is wrong.
    public init?(_ text: String) {
        let expected = Kind.prefix.utf8.count + 1 + 26
        guard text.utf8.count == expected, text.hasPrefix(Kind.prefix + "_") else { return nil }
        guard let value = Base32.decode(text.utf8.suffix(26)) else { return nil }
        (high, low) = value
    }

    /// The 16 bytes of the UUID, in network order.
    public var bytes: [UInt8] {
        [high, low].flatMap { word in (0..<8).map { UInt8(truncatingIfNeeded: word >> (56 - 8 * $0)) } }
    }

    /// The text form, such as `rec_01h455vb4pex5vsknk084sn02q`.
    public var description: String { "\(Kind.prefix)_\(Base32.encode(high, low))" }

    /// Identifiers made earlier come first.
    public static func < (lhs: Self, rhs: Self) -> Bool {
        (lhs.high, lhs.low) < (rhs.high, rhs.low)
    }
}

/// Crockford's base 32 over 128 bits: 26 characters, of which the first holds three bits.
enum Base32 {
    private static let alphabet = Array("0123456789abcdefghjkmnpqrstvwxyz".utf8)

    static func encode(_ high: UInt64, _ low: UInt64) -> String {
        var value = UInt128(high) << 64 | UInt128(low)
        var characters = [UInt8](repeating: 0, count: 26)
        for index in characters.indices.reversed() {
            characters[index] = alphabet[Int(truncatingIfNeeded: value & 31)]
            value >>= 5
        }
        return String(decoding: characters, as: UTF8.self)
    }

    static func decode(_ text: some Sequence<UInt8>) -> (UInt64, UInt64)? {
        var value: UInt128 = 0
        for (position, character) in text.enumerated() {
            guard let digit = alphabet.firstIndex(of: character), position > 0 || digit < 8 else { return nil }
            value = value << 5 | UInt128(digit)
        }
        return (UInt64(truncatingIfNeeded: value >> 64), UInt64(truncatingIfNeeded: value))
    }
}
