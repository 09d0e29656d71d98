import Cryptography
import Recoveries

/// The text of a master key file: one key a line. The first signs, the following verify and open.
///
/// `retired: 17, 203` names keys whose work is refused. What follows a `#` is a comment. Changing the file leaves every
/// other line as the operator wrote it.
struct KeyFile {
    private enum Line {
        case remark
        case key(MasterKey)
        case retired([UInt8])

        var key: MasterKey? {
            if case .key(let key) = self { key } else { nil }
        }

        var retired: [UInt8] {
            if case .retired(let ids) = self { ids } else { [] }
        }
    }

    private var lines: [(text: String, meaning: Line)]

    /// Reads a file's text.
    ///
    /// - Throws: ``Complaint`` with the number of the line that cannot be read; never with what stands in it.
    init(_ text: String) throws(Complaint) {
        lines = []
        for (index, line) in text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).enumerated() {
            let line = String(line)
            do {
                lines.append((line, try Self.meaning(of: line)))
            } catch {
                throw Complaint("Line \(index + 1): \(error)")
            }
        }
        // The newline that ends the file begins no line.
        if lines.last?.text == "" { lines.removeLast() }
        guard !keys.isEmpty else { throw Complaint("No key stands in it. \(MasterKeyFault.missing)") }
    }

    /// The keys, the one that signs first.
    var keys: [MasterKey] {
        lines.compactMap(\.meaning.key)
    }

    /// The ids of retired keys, in the order in which they stand there.
    var retired: [UInt8] {
        lines.flatMap(\.meaning.retired)
    }

    /// The file's text, which holds the keys.
    var text: Secret {
        Secret(lines.map { $0.text + "\n" }.joined())
    }

    /// Adds a key: before all others, so that it signs, or after them, so that it only verifies.
    mutating func add(_ key: MasterKey, signing: Bool, on day: String) {
        let line = ("\(key.base64().reveal())  # key \(key.id), made \(day)", Line.key(key))
        let places = lines.indices.filter { lines[$0].meaning.key != nil }
        lines.insert(line, at: signing ? places.first ?? 0 : places.last.map { $0 + 1 } ?? lines.count)
    }

    /// Lets a key that stands in the file sign.
    ///
    /// - Returns: false when there is no such key.
    mutating func promote(_ id: UInt8) -> Bool {
        guard let place = place(of: id) else { return false }
        let line = lines.remove(at: place)
        let first = lines.firstIndex { $0.meaning.key != nil }
        lines.insert(line, at: first ?? place)
        return true
    }

    /// Takes a key out and has its work refused.
    mutating func retire(_ id: UInt8, on day: String) {
        if let place = place(of: id) { lines.remove(at: place) }
        if !retired.contains(id) { lines.append(("retired: \(id)  # on \(day)", .retired([id]))) }
    }

    private func place(of id: UInt8) -> Int? {
        lines.firstIndex { $0.meaning.key?.id == id }
    }

    private static func meaning(of line: String) throws -> Line {
        let content = String(line.prefix { $0 != "#" }).trimmed
        if content.isEmpty { return .remark }
        guard let colon = content.firstIndex(of: ":") else { return .key(try MasterKey(base64: content)) }
        guard content[..<colon].lowercased() == "retired" else {
            throw Complaint("A line is a key, “retired:” with key ids, or a comment after #.")
        }
        let ids = content[content.index(after: colon)...].split { $0 == "," || $0.isWhitespace }
        return .retired(try ids.map { try keyID(String($0)) })
    }
}

/// Reads a key id.
func keyID(_ text: String) throws(Complaint) -> UInt8 {
    guard let id = UInt8(text) else {
        throw Complaint(
            "“\(text)” is not a key id: those are numbers from 0 to 255, as `latchkey key status` shows them.")
    }
    return id
}
