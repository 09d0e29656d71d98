/// The keys that every locale has, with their placeholders: those of the reference.
struct CatalogueIndex: Sendable {
    /// One key.
    struct Entry: Sendable {
        /// Its place in the alphabetical order of the keys.
        let place: Int
        let placeholders: Set<String>
    }

    private let file: String
    /// In alphabetical order.
    private let keys: [String]
    private let entries: [String: Entry]

    init(_ reference: CatalogueFile) throws(CatalogueError) {
        file = reference.path
        keys = reference.keys.sorted()
        var entries: [String: Entry] = [:]
        for (place, key) in keys.enumerated() {
            entries[key] = Entry(place: place, placeholders: try reference.placeholders(of: key) ?? [])
        }
        self.entries = entries
    }

    subscript(key: String) -> Entry? { entries[key] }

    /// Throws when a locale's keys or placeholders differ.
    func check(_ locale: CatalogueFile) throws(CatalogueError) {
        for key in keys {
            let wanted = entries[key]?.placeholders ?? []
            guard let own = try locale.placeholders(of: key) else {
                throw CatalogueError(file: locale.path, key: key, "is missing; \(file) has it")
            }
            guard own == wanted else {
                let names = wanted.sorted().map { "{\($0)}" }.joined(separator: ", ")
                throw CatalogueError(
                    file: locale.path, key: key,
                    "its placeholders differ; use exactly \(names.isEmpty ? "none" : names)")
            }
        }
        guard locale.keys.count > keys.count else { return }
        if let stray = Set(locale.keys).subtracting(keys).min() {
            throw CatalogueError(file: locale.path, key: stray, "is not in \(file); take it out or add it there")
        }
    }

    /// A locale's strings behind one another, and where each begins.
    func packed(_ locale: CatalogueFile) -> (text: [UInt8], bounds: [Int32]) {
        var text: [UInt8] = []
        var bounds: [Int32] = [0]
        text.reserveCapacity(locale.size)
        bounds.reserveCapacity(keys.count + 1)
        for key in keys {
            if let phrase = locale[key] { text += phrase.bytes }
            bounds.append(Int32(text.count))
        }
        return (text, bounds)
    }
}
