import Cryptography

/// Makes words that came from outside fit for an error: one short line, without keys or secrets.
enum Redaction {
    private static let longest = 300

    /// Replaces `secrets` and whatever is spelled like a key or a client secret, and cuts what is long.
    static func clean(_ text: String, hiding secrets: [Secret]) -> String {
        var words = text.unicodeScalars.map { $0.properties.generalCategory == .control ? " " : String($0) }.joined()
        for secret in secrets where !secret.isEmpty {
            words = words.split(separator: secret.reveal(), omittingEmptySubsequences: false)
                .joined(separator: "[redacted]")
        }
        return String(hidingLookalikes(words).prefix(longest))
    }

    private static func hidingLookalikes(_ text: String) -> String {
        var result = ""
        var word = ""
        for character in text + " " {
            if character.isASCII && (character.isLetter || character.isNumber || character == "_" || character == "*") {
                word.append(character)
            } else {
                result += isTelling(word) ? "[redacted]" : word
                result.append(character)
                word = ""
            }
        }
        return String(result.dropLast())
    }

    private static func isTelling(_ word: String) -> Bool {
        ["sk_", "rk_", "pk_", "ek_", "whsec_"].contains { word.hasPrefix($0) } || word.contains("_secret_")
    }
}
