import FoundationEssentials

/// How a body travels as ASCII (RFC 2045, section 6): the shorter of the two for its text.
enum TransferEncoding: String {
    case quotedPrintable = "quoted-printable"
    case base64

    /// The shorter encoding of `text`.
    static func shorter(for text: String) -> Self {
        let escaped = text.utf8.count { $0 >= 0x7F || $0 == 0x3D }
        return escaped * 6 > text.utf8.count ? .base64 : .quotedPrintable
    }

    /// `text` with CRLF line ends, none above 76 characters.
    ///
    /// Bytes rather than characters: every mail comes by here, and a character costs a hundred times as much.
    func encode(_ text: String) -> [UInt8] {
        let lines = Self.lines(Array(text.utf8))
        switch self {
        case .quotedPrintable: return Array(lines.map(Self.quoted).joined(separator: Self.lineEnd))
        case .base64: return Self.folded(Self.base64(lines.joined(separator: Self.lineEnd)))
        }
    }

    static func base64(_ bytes: some Sequence<UInt8>) -> String {
        Data(bytes).base64EncodedString()
    }

    static func hex(_ byte: UInt8) -> String {
        String(decoding: escaped(byte), as: UTF8.self)
    }

    private static let lineEnd = Array("\r\n".utf8)
    private static let digits = Array("0123456789ABCDEF".utf8)

    private static func escaped(_ byte: UInt8) -> [UInt8] {
        [UInt8(ascii: "="), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
    }

    /// Cut at LF, CRLF and a lone CR.
    private static func lines(_ bytes: [UInt8]) -> [ArraySlice<UInt8>] {
        var lines: [ArraySlice<UInt8>] = []
        var start = 0
        for (index, byte) in bytes.enumerated() where byte == 0x0A || byte == 0x0D {
            if byte == 0x0A, index > 0, bytes[index - 1] == 0x0D {
                start = index + 1
            } else {
                lines.append(bytes[start..<index])
                start = index + 1
            }
        }
        return lines + [bytes[start...]]
    }

    private static func folded(_ text: String) -> [UInt8] {
        let bytes = Array(text.utf8)
        let lines = stride(from: 0, to: bytes.count, by: 76).map { bytes[$0..<min($0 + 76, bytes.count)] }
        return Array(lines.joined(separator: lineEnd))
    }

    private static func quoted(_ line: ArraySlice<UInt8>) -> [UInt8] {
        var encoded: [UInt8] = []
        encoded.reserveCapacity(line.count + line.count / 8)
        var width = 0
        for (index, byte) in zip(line.indices, line) {
            let isLast = index == line.endIndex - 1
            let size = isPlain(byte, isLast: isLast) ? 1 : 3
            if width + size > (isLast ? 76 : 75) {
                encoded += [UInt8(ascii: "=")] + lineEnd
                width = 0
            }
            if size == 1 { encoded.append(byte) } else { encoded += escaped(byte) }
            width += size
        }
        return encoded
    }

    private static func isPlain(_ byte: UInt8, isLast: Bool) -> Bool {
        let isBlank = byte == 0x20 || byte == 0x09
        return isBlank ? !isLast : (33...126).contains(byte) && byte != 0x3D
    }
}
