/// RFC 2047's encoded words: at most 75 characters each, no character split over two.
enum EncodedWords {
    private static let opening = "=?utf-8?"

    /// The words for `text`; the first leaves room for `taken` characters on its line.
    static func words(for text: String, taken: Int) -> [String] {
        let method = method(for: text)
        var words: [String] = []
        var piece = ""
        for unit in units(text, method) {
            let room = (words.isEmpty ? min(75, 76 - taken) : 75) - opening.utf8.count - 4
            if !piece.isEmpty, method.length((piece + unit).utf8) > room {
                words.append("\(opening)\(method.letter)?\(method.encode(piece))?=")
                piece = ""
            }
            piece += unit
        }
        return words + ["\(opening)\(method.letter)?\(method.encode(piece))?="]
    }

    /// The shorter encoding, but for a character that only the other one can hold in one word.
    private static func method(for text: String) -> any Method.Type {
        let isShorter = Q.length(text.utf8) <= Base64.length(text.utf8)
        return isShorter && text.allSatisfy { Q.length(String($0).utf8) <= smallestRoom } ? Q.self : Base64.self
    }

    /// What may not be split: a character as readers see it, or its scalars when it would not fit into one word.
    private static func units(_ text: String, _ method: any Method.Type) -> [String] {
        text.flatMap { character in
            let whole = String(character)
            return method.length(whole.utf8) <= smallestRoom ? [whole] : whole.unicodeScalars.map { String($0) }
        }
    }

    /// What the first word holds after `Reply-To: `, the longest name of a field that is encoded.
    private static let smallestRoom = 76 - 10 - opening.utf8.count - 4

    private protocol Method {
        static var letter: String { get }
        static func length(_ bytes: String.UTF8View) -> Int
        static func encode(_ text: String) -> String
    }

    private enum Base64: Method {
        static let letter = "B"
        static func length(_ bytes: String.UTF8View) -> Int { (bytes.count + 2) / 3 * 4 }
        static func encode(_ text: String) -> String { TransferEncoding.base64(text.utf8) }
    }

    /// Section 4.2, with the characters that section 5 (3) allows in a phrase.
    private enum Q: Method {
        static let letter = "Q"
        static func length(_ bytes: String.UTF8View) -> Int { bytes.reduce(0) { $0 + (isPlain($1) ? 1 : 3) } }
        static func encode(_ text: String) -> String {
            text.utf8.map { byte in
                if byte == 0x20 { return "_" }
                return isPlain(byte) ? String(UnicodeScalar(byte)) : TransferEncoding.hex(byte)
            }.joined()
        }
        private static func isPlain(_ byte: UInt8) -> Bool {
            byte == 0x20 || Mailbox.isAlphanumeric(byte) || "!*+-/".utf8.contains(byte)
        }
    }
}
