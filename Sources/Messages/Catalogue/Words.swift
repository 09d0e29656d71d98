/// The strings of one locale.
///
/// Values filled in are not escaped here: the template that shows the result does that.
public struct Words: Sendable {
    /// The locale's BCP 47 tag, as its file is named.
    public let locale: String
    /// The locale's name for itself, for a choice of languages.
    public let languageName: String
    /// Which way it is written.
    public let direction: TextDirection
    let file: String
    let phrases: [String: Phrase]

    /// The string under `key`, such as `mail.new_card.button`, with its placeholders filled.
    ///
    /// Throws when there is no such key, or when a placeholder of the string has no value.
    public func callAsFunction(_ key: String, _ values: [String: String] = [:]) throws(CatalogueError) -> String {
        guard let phrase = phrases[key] else {
            throw CatalogueError(file: file, key: key, "there is no such string; add it to every locale")
        }
        if let missing = phrase.placeholders.subtracting(values.keys).min() {
            throw CatalogueError(file: file, key: key, "nothing is offered for {\(missing)}; take the placeholder out")
        }
        return phrase.filled(with: values)
    }

    /// Whether there is a string under `key`.
    public func has(_ key: String) -> Bool {
        phrases[key] != nil
    }
}
