/// An address that is safe to stand in an SMTP command: `local-part@domain`, ASCII only.
///
/// Accepts the Dot-string form of RFC 5321, section 4.1.2. Quoted local parts, address literals (`[192.0.2.1]`) and
/// internationalised addresses (SMTPUTF8, RFC 6531) are refused: libcurl 7.88 would pass CR, LF, `<` and `>` on as
/// commands, and does not ask for SMTPUTF8. Write an internationalised domain in its `xn--` form.
public struct MailAddress: Sendable, Hashable {
    /// The address as it was given.
    public let text: String

    /// Checks `text` and keeps it.
    ///
    /// Limits are RFC 5321's, section 4.5.3.1: 64 octets before the `@`, 254 in all, 63 a label.
    public init(_ text: String) throws(InvalidMailAddress) {
        let bytes = Array(text.utf8)
        guard bytes.count <= 254 else { throw InvalidMailAddress(reason: .tooLong) }
        guard bytes.allSatisfy({ $0 > 0x20 && $0 < 0x7F }) else {
            throw InvalidMailAddress(reason: .forbiddenCharacter)
        }
        let halves = bytes.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false)
        guard halves.count == 2 else { throw InvalidMailAddress(reason: .notOneAt) }
        guard halves[0].count <= 64 else { throw InvalidMailAddress(reason: .tooLong) }
        guard Self.isDotString(halves[0]) else { throw InvalidMailAddress(reason: .localPart) }
        guard HostName.isDomain(halves[1]) else { throw InvalidMailAddress(reason: .domain) }
        self.text = text
    }

    private static func isDotString(_ local: ArraySlice<UInt8>) -> Bool {
        local.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
            .allSatisfy { !$0.isEmpty && $0.allSatisfy(isAtomText) }
    }

    /// atext of RFC 5322, section 3.2.3.
    private static func isAtomText(_ byte: UInt8) -> Bool {
        byte.isASCIILetterOrDigit || "!#$%&'*+-/=?^_`{|}~".utf8.contains(byte)
    }
}

extension MailAddress: CustomStringConvertible {
    /// The address.
    public var description: String { text }
}
