import FoundationEssentials

/// One `LOCALE.json` as it lies on disk: strings, nested as deep as their author likes.
struct CatalogueFile {
    let path: String
    let locale: String
    private let text: [UInt8]
    private let ranges: [String: Range<Int>]

    init(path: String, locale: String) throws(CatalogueError) {
        self.path = path
        self.locale = locale
        guard let data = FileManager.default.contents(atPath: path) else {
            throw CatalogueError(file: path, "cannot be opened")
        }
        do throws(CatalogueReader.Fault) {
            let reader = try CatalogueReader([UInt8](data))
            (text, ranges) = (reader.text, reader.ranges)
        } catch {
            throw CatalogueError(
                file: path, "cannot be read as a JSON object of strings: line \(error.line): \(error.words)")
        }
    }

    /// The keys in their dotted form.
    var keys: some Collection<String> { ranges.keys }

    /// The bytes of all strings.
    var size: Int { text.count }

    /// The string under a key, not yet checked.
    subscript(key: String) -> Phrase? {
        ranges[key].map { Phrase(text[$0]) }
    }

    /// The placeholders of the string under a key; `nil` when there is none.
    func placeholders(of key: String) throws(CatalogueError) -> Set<String>? {
        guard let phrase = self[key] else { return nil }
        guard let placeholders = phrase.placeholders else {
            throw CatalogueError(file: path, key: key, "a brace is not part of a {placeholder}")
        }
        return placeholders
    }

    func direction() throws(CatalogueError) -> TextDirection {
        guard let direction = TextDirection(rawValue: self["locale.direction"]?.description ?? "") else {
            throw CatalogueError(file: path, key: "locale.direction", "write \"ltr\" or \"rtl\"")
        }
        return direction
    }

    func languageName() throws(CatalogueError) -> String {
        guard let name = self["locale.name"]?.description, !name.isEmpty else {
            throw CatalogueError(file: path, key: "locale.name", "write the language's name for itself")
        }
        return name
    }
}
