/// Makes harmless what merchants and customers wrote, before it stands in a message, a header or a page.
public enum PlainText {
    /// One line: control characters and line ends become spaces, runs of spaces one, controls that turn the reading direction go.
    ///
    /// Cut at `limit` characters as readers count them, with an ellipsis; a character keeps at most 16 scalars, as it could be endless.
    public static func line(_ text: String, limit: Int = 120) -> String {
        let scalars = text.unicodeScalars.lazy.filter { !isInvisible($0) }.map { isBreaking($0) ? " " : $0 }
        var line = ""
        line.unicodeScalars.append(contentsOf: scalars)
        let words = line.split(separator: " ").joined(separator: " ")
        return cut(words, limit: limit)
    }

    private static func cut(_ text: String, limit: Int) -> String {
        let characters = text.prefix(limit + 1).map(bounded)
        guard characters.count > limit else { return characters.joined() }
        return "\(characters.prefix(max(limit - 1, 0)).joined().droppingTrailingSpaces)…"
    }

    private static func bounded(_ character: Character) -> String {
        String(String.UnicodeScalarView(character.unicodeScalars.prefix(16)))
    }

    /// C0, DEL, C1, and the line and paragraph separators.
    private static func isBreaking(_ scalar: Unicode.Scalar) -> Bool {
        scalar.properties.generalCategory == .control || scalar == "\u{2028}" || scalar == "\u{2029}"
    }

    /// Embeddings, overrides and isolates of the bidirectional algorithm (UAX #9), and the byte order mark.
    private static func isInvisible(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x202A...0x202E, 0x2066...0x2069, 0xFEFF: true
        default: false
        }
    }
}

extension String {
    fileprivate var droppingTrailingSpaces: Substring {
        var text = self[...]
        while text.last == " " { text.removeLast() }
        return text
    }
}
