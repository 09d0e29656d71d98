/// Header fields of a message (RFC 5322, section 3): ASCII, folded, with nothing in them that could begin another field.
enum HeaderField {
    /// A field of free text, such as the subject.
    static func unstructured(_ name: String, _ text: String) -> String {
        let line = PlainText.line(text, limit: 250)
        guard isPlain(line) else {
            return "\(name): " + EncodedWords.words(for: line, taken: name.utf8.count + 2).joined(separator: "\r\n ")
        }
        return folded(name, line)
    }

    /// A field of one address.
    static func address(_ name: String, _ mailbox: Mailbox) -> String {
        let shown = PlainText.line(mailbox.name ?? "", limit: 80)
        guard !shown.isEmpty else { return "\(name): \(mailbox.address)" }
        let taken = name.utf8.count + 2
        let quoted = "\"\(shown.replacing("\\", with: "\\\\").replacing("\"", with: "\\\""))\""
        let phrase =
            isPlain(shown) && taken + quoted.utf8.count <= 76
            ? [quoted] : EncodedWords.words(for: shown, taken: taken)
        let last = (phrase.last ?? "").utf8.count + (phrase.count == 1 ? taken : 1)
        let address = "<\(mailbox.address)>"
        let separator = last + 1 + address.utf8.count <= 76 ? " " : "\r\n "
        return "\(name): \(phrase.joined(separator: "\r\n "))\(separator)\(address)"
    }

    /// Whether a text can stand as it is: ASCII that looks like no encoded word and can be folded.
    private static func isPlain(_ line: String) -> Bool {
        line.utf8.allSatisfy { (32...126).contains($0) } && !line.contains("=?")
            && line.split(separator: " ").allSatisfy { $0.utf8.count <= 60 }
    }

    private static func folded(_ name: String, _ line: String) -> String {
        var lines = ["\(name):"]
        for word in line.split(separator: " ") {
            let fits = lines[lines.count - 1].utf8.count + 1 + word.utf8.count <= 76
            if fits { lines[lines.count - 1] += " \(word)" } else { lines.append(" \(word)") }
        }
        return lines.joined(separator: "\r\n")
    }
}
