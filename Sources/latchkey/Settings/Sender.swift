import Transport

/// A sender: `Name <address>` or a bare address.
struct Sender: Equatable, Sendable {
    /// The name that mail programs show; nil when there is none.
    var name: String?
    /// The address.
    var address: MailAddress

    /// Reads either form; the name may stand in quotation marks.
    init(_ text: String) throws(Complaint) {
        var address = text
        var name = ""
        if let open = text.lastIndex(of: "<") {
            guard text.hasSuffix(">") else { throw Complaint("The address has a < but no > at its end.") }
            address = String(text[text.index(after: open)...].dropLast())
            name = String(text[..<open]).trimmed
        }
        if name.count > 1, name.hasPrefix("\""), name.hasSuffix("\"") { name = String(name.dropFirst().dropLast()) }
        guard !name.unicodeScalars.contains(where: { $0.value < 0x20 || $0.value == 0x7F }) else {
            throw Complaint("The sender's name has a line break or another control character in it.")
        }
        do {
            self.address = try MailAddress(address.trimmed)
        } catch {
            throw Complaint("“\(address)” is not a mail address: \(error)")
        }
        self.name = name.isEmpty ? nil : name
    }

    /// What stands after the @.
    var domain: String { address.text.split(separator: "@").last.map(String.init) ?? address.text }
}

extension Sender: CustomStringConvertible {
    /// As it was written.
    var description: String { name.map { "\($0) <\(address)>" } ?? address.text }
}
