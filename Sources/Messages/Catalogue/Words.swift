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
    private let index: CatalogueIndex
    /// All strings behind one another, in the order of the index, in UTF-8: a few thousand strings of their own would cost more
    /// memory than their characters.
    private let text: [UInt8]
    /// Where each string begins, and the last one ends.
    private let bounds: [Int32]

    /// Takes the strings of a file that has those of the index and no others.
    init(_ file: CatalogueFile, _ index: CatalogueIndex) throws(CatalogueError) {
        try index.check(file)
        locale = file.locale
        self.file = file.path
        direction = try file.direction()
        languageName = try file.languageName()
        self.index = index
        (text, bounds) = index.packed(file)
    }

    /// The string under `key`, such as `mail.new_card.button`, with its placeholders filled.
    ///
    /// Throws when there is no such key, or when a placeholder of the string has no value.
    public func callAsFunction(_ key: String, _ values: [String: String] = [:]) throws(CatalogueError) -> String {
        guard let entry = index[key] else {
            throw CatalogueError(file: file, key: key, "there is no such string; add it to every locale")
        }
        if let missing = entry.placeholders.subtracting(values.keys).min() {
            throw CatalogueError(file: file, key: key, "nothing is offered for {\(missing)}; take the placeholder out")
        }
        return Phrase(text[Int(bounds[entry.place])..<Int(bounds[entry.place + 1])]).filled(with: values)
    }

    /// Whether there is a string under `key`.
    public func has(_ key: String) -> Bool {
        index[key] != nil
    }
}
