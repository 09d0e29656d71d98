/// Reads JSON that holds nothing but objects and strings (RFC 8259).
///
/// A general decoder takes longer for 31 locales than everything else that happens at start.
struct CatalogueReader {
    /// Why a file cannot be read.
    struct Fault: Error {
        let line: Int
        let words: String
    }

    private let bytes: [UInt8]
    private var position = 0
    private var depth = 0
    /// Every string of the file behind one another, in UTF-8.
    private(set) var text: [UInt8] = []
    /// Where in `text` the string under each dotted key stands.
    private(set) var ranges: [String: Range<Int>] = [:]

    private static let deepest = 16

    /// Reads a whole file.
    init(_ bytes: [UInt8]) throws(Fault) {
        self.bytes = bytes
        text.reserveCapacity(bytes.count)
        guard String(validating: bytes, as: UTF8.self) != nil else { throw fault("it is not UTF-8") }
        try readObject(under: "")
        guard next() == nil else { throw fault("something stands behind the last }") }
    }

    private mutating func readObject(under prefix: String) throws(Fault) {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.deepest else { throw fault("objects are nested too deep") }
        try expect("{")
        if take("}") { return }
        repeat {
            let key = try readKey()
            try expect(":")
            try readValue(under: prefix.isEmpty ? key : "\(prefix).\(key)")
        } while take(",")
        try expect("}")
    }

    private mutating func readValue(under key: String) throws(Fault) {
        if next() == UInt8(ascii: "{") { return try readObject(under: key) }
        let start = text.count
        try readString()
        guard ranges.updateValue(start..<text.count, forKey: key) == nil else { throw fault("\(key) is there twice") }
    }

    private mutating func readKey() throws(Fault) -> String {
        let start = text.count
        try readString()
        defer { text.removeSubrange(start...) }
        return String(decoding: text[start...], as: UTF8.self)
    }

    private mutating func readString() throws(Fault) {
        try expect("\"")
        while position < bytes.count {
            let byte = bytes[position]
            position += 1
            switch byte {
            case UInt8(ascii: "\""): return
            case UInt8(ascii: "\\"): try readEscape()
            case ..<0x20: throw fault("a control character stands in a string; a line break is written \\n")
            default: text.append(byte)
            }
        }
        throw fault("a string has no end")
    }

    private mutating func readEscape() throws(Fault) {
        guard position < bytes.count else { throw fault("a string has no end") }
        position += 1
        switch bytes[position - 1] {
        case UInt8(ascii: "n"): text.append(0x0A)
        case UInt8(ascii: "t"): text.append(0x09)
        case UInt8(ascii: "r"): text.append(0x0D)
        case UInt8(ascii: "b"): text.append(0x08)
        case UInt8(ascii: "f"): text.append(0x0C)
        case UInt8(ascii: "u"): text += Array(String(try readScalar()).utf8)
        case UInt8(ascii: "\""): text.append(UInt8(ascii: "\""))
        case UInt8(ascii: "\\"): text.append(UInt8(ascii: "\\"))
        case UInt8(ascii: "/"): text.append(UInt8(ascii: "/"))
        default: throw fault("an escape is unknown")
        }
    }

    /// What follows `\u`: one number, or two that are a surrogate pair.
    private mutating func readScalar() throws(Fault) -> Unicode.Scalar {
        var units = [try readUnit()]
        if UTF16.isLeadSurrogate(units[0]) {
            guard bytes[position...].starts(with: #"\u"#.utf8) else { throw fault("half of a \\u pair is missing") }
            position += 2
            units.append(try readUnit())
        }
        let scalars = String(validating: units, as: UTF16.self)?.unicodeScalars
        guard let scalar = scalars?.first, scalars?.count == 1 else { throw fault("half of a \\u pair is missing") }
        return scalar
    }

    private mutating func readUnit() throws(Fault) -> UInt16 {
        let digits = bytes[position...].prefix(4)
        guard digits.count == 4, digits.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
            let unit = UInt16(String(decoding: digits, as: UTF8.self), radix: 16)
        else { throw fault("\\u is not followed by four hexadecimal digits") }
        position += 4
        return unit
    }

    /// The next byte that is no blank; `nil` at the end.
    private mutating func next() -> UInt8? {
        while position < bytes.count {
            switch bytes[position] {
            case 0x20, 0x0A, 0x0D, 0x09: position += 1
            case let byte: return byte
            }
        }
        return nil
    }

    private mutating func take(_ wanted: Unicode.Scalar) -> Bool {
        guard next() == UInt8(ascii: wanted) else { return false }
        position += 1
        return true
    }

    private mutating func expect(_ wanted: Unicode.Scalar) throws(Fault) {
        guard take(wanted) else { throw fault("a \(wanted) belongs here") }
    }

    private func fault(_ words: String) -> Fault {
        Fault(line: 1 + bytes.prefix(position).count { $0 == 0x0A }, words: words)
    }
}
