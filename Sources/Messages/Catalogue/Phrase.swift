/// One string of a catalogue, in UTF-8, with its `{placeholder}`s.
struct Phrase: Sendable, CustomStringConvertible {
    let bytes: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        self.bytes = bytes
    }

    /// The string with its placeholders as they were written.
    var description: String { String(decoding: bytes, as: UTF8.self) }

    /// The names between braces; `nil` when a brace has no partner or a name is not of `a-z`, `0-9`, `_`.
    var placeholders: Set<String>? {
        var names: Set<String> = []
        let isWellFormed = walk { _, name in
            if let name { names.insert(name) }
        }
        return isWellFormed ? names : nil
    }

    /// The string with its placeholders filled. What is filled in is never read again, so it may hold braces.
    func filled(with values: [String: String]) -> String {
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        walk { words, name in
            text += words
            if let name { text += (values[name] ?? "").utf8 }
        }
        return String(decoding: text, as: UTF8.self)
    }

    /// Visits the string from left to right: words, then the placeholder behind them, which is `nil` at the end.
    ///
    /// - Returns: whether it is well-formed; the walk ends where it is not.
    @discardableResult
    private func walk(_ visit: (_ words: ArraySlice<UInt8>, _ placeholder: String?) -> Void) -> Bool {
        var rest = bytes
        while let open = rest.firstIndex(where: { $0 == UInt8(ascii: "{") || $0 == UInt8(ascii: "}") }) {
            guard rest[open] == UInt8(ascii: "{"), let close = rest[open...].firstIndex(of: UInt8(ascii: "}")),
                let name = Self.name(rest[(open + 1)..<close])
            else { return false }
            visit(rest[..<open], name)
            rest = rest[(close + 1)...]
        }
        visit(rest, nil)
        return true
    }

    private static func name(_ bytes: ArraySlice<UInt8>) -> String? {
        let isName = bytes.allSatisfy { (97...122).contains($0) || (48...57).contains($0) || $0 == 95 }
        return isName && !bytes.isEmpty ? String(decoding: bytes, as: UTF8.self) : nil
    }
}
