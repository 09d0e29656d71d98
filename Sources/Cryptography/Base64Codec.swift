/// The part of base64 that both alphabets share: six bits a character, without padding (RFC 4648).
struct Base64Codec: Sendable {
    private static let invalid: UInt8 = 0xFF

    /// The standard alphabet (RFC 4648 section 4).
    static let standard = Base64Codec(last: "+/")
    /// The alphabet for URLs and file names (RFC 4648 section 5).
    static let url = Base64Codec(last: "-_")

    private let characters: [UInt8]
    private let values: [UInt8]

    private init(last: String) {
        characters = Array(("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789" + last).utf8)
        var values = [UInt8](repeating: Self.invalid, count: 256)
        for (value, character) in characters.enumerated() { values[Int(character)] = UInt8(value) }
        self.values = values
    }

    /// The number of characters for `byteCount` bytes, without padding.
    static func characterCount(of byteCount: Int) -> Int {
        (byteCount * 8 + 5) / 6
    }

    /// The characters for `bytes`, followed by `padding` times "=".
    func encode(_ bytes: Span<UInt8>, padding: Int = 0) -> String {
        let count = Self.characterCount(of: bytes.count)
        return String(unsafeUninitializedCapacity: count + padding) { text in
            var bits: UInt32 = 0
            var pending: UInt32 = 0
            var written = 0
            for index in bytes.indices {
                bits = bits << 8 | UInt32(bytes[index])
                pending += 8
                while pending >= 6 {
                    pending -= 6
                    text[written] = characters[Int(bits >> pending & 63)]
                    written += 1
                }
            }
            if pending > 0 { text[written] = characters[Int(bits << (6 - pending) & 63)] }
            for index in 0..<padding { text[count + index] = UInt8(ascii: "=") }
            return count + padding
        }
    }

    /// Appends what `text` decodes to and returns whether it is canonical.
    ///
    /// Goes through the whole text whatever it holds, so that a refusal takes as long as an acceptance; what it
    /// appended is then worth nothing.
    func decode(_ text: Span<UInt8>, appendingTo bytes: inout [UInt8]) -> Bool {
        var bits: UInt32 = 0
        var pending: UInt32 = 0
        var faults: UInt8 = 0
        for index in text.indices {
            let value = values[Int(text[index])]
            faults |= value & 0xC0
            bits = bits << 6 | UInt32(value & 63)
            pending += 6
            if pending >= 8 {
                pending -= 8
                bytes.append(UInt8(truncatingIfNeeded: bits >> pending))
            }
        }
        let slack = bits & (1 << pending - 1)
        return faults == 0 && slack == 0 && text.count % 4 != 1
    }
}
