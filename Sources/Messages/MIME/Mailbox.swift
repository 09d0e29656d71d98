/// A mail address with the name shown beside it (RFC 5322, section 3.4).
public struct Mailbox: Sendable, Equatable {
    /// The name shown, if there is one.
    public let name: String?
    /// The bare address: ASCII, without blanks, quotes and brackets.
    public let address: String

    init(name: String?, address: String) {
        self.name = name
        self.address = address
    }

    /// Reads `Name <address>`, `"Name" <address>` or a bare address; `nil` when the address is not one that can be sent to.
    ///
    /// Quoted local parts, address literals and addresses beyond ASCII (RFC 6531) are refused.
    public init?(_ text: String) {
        let parts = text.split(separator: "<", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2 else {
            self.init(name: "", bare: Self.trimmed(Substring(text)))
            return
        }
        let rest = Self.trimmed(parts[1])
        guard rest.hasSuffix(">") else { return nil }
        self.init(name: Self.unquoted(Self.trimmed(parts[0])), bare: rest.dropLast())
    }

    /// What stands after the `@`, in lower case.
    public var domain: String {
        address.lastIndex(of: "@").map { address[address.index(after: $0)...].lowercased() } ?? ""
    }

    private init?(name: String, bare: Substring) {
        let sides = bare.split(separator: "@", omittingEmptySubsequences: false)
        guard sides.count == 2, Self.isLocalPart(sides[0]), Self.isDomain(sides[1]) else { return nil }
        let shown = PlainText.line(name, limit: 80)
        self.init(name: shown.isEmpty ? nil : shown, address: String(bare))
    }

    /// RFC 5321, section 4.5.3.1.1 for the length, RFC 5322, section 3.2.3 for the characters.
    private static func isLocalPart(_ text: Substring) -> Bool {
        let atoms = text.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 64
            && atoms.allSatisfy { atom in
                !atom.isEmpty && atom.utf8.allSatisfy { isAlphanumeric($0) || marks.contains($0) }
            }
    }

    private static func isDomain(_ text: Substring) -> Bool {
        let labels = text.split(separator: ".", omittingEmptySubsequences: false)
        return text.utf8.count <= 253
            && labels.allSatisfy { label in
                (1...63).contains(label.utf8.count) && !label.hasPrefix("-") && !label.hasSuffix("-")
                    && label.utf8.allSatisfy { isAlphanumeric($0) || $0 == 0x2D }
            }
    }

    private static let marks = Set("!#$%&'*+-/=?^_`{|}~".utf8)

    static func isAlphanumeric(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }

    private static func trimmed(_ text: Substring) -> Substring {
        var text = text
        while text.first == " " { text.removeFirst() }
        while text.last == " " { text.removeLast() }
        return text
    }

    private static func unquoted(_ text: Substring) -> String {
        guard text.count >= 2, text.hasPrefix("\""), text.hasSuffix("\"") else { return String(text) }
        var name = ""
        var isEscaped = false
        for character in text.dropFirst().dropLast() {
            if character == "\\" && !isEscaped {
                isEscaped = true
            } else {
                name.append(character)
                isEscaped = false
            }
        }
        return name
    }
}
