import FoundationEssentials

/// One `LOCALE.json` as it lies on disk: strings, nested as deep as their author likes.
struct CatalogueFile {
    private indirect enum Node: Decodable {
        case text(String)
        case section([String: Node])

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let text = try? value.decode(String.self) {
                self = .text(text)
            } else {
                self = .section(try value.decode([String: Node].self))
            }
        }
    }

    let path: String
    let locale: String
    let texts: [String: String]

    init(path: String, locale: String) throws(CatalogueError) {
        self.path = path
        self.locale = locale
        let root: Node
        do {
            root = try JSONDecoder().decode(Node.self, from: Data(contentsOf: URL(filePath: path)))
        } catch {
            throw CatalogueError(file: path, "cannot be read as a JSON object of strings: \(Self.reason(error))")
        }
        var texts: [String: String] = [:]
        Self.collect(root, under: "", into: &texts)
        self.texts = texts
    }

    func words() throws(CatalogueError) -> Words {
        var phrases: [String: Phrase] = [:]
        for (key, text) in texts {
            guard let phrase = Phrase(text) else {
                throw CatalogueError(file: path, key: key, "a brace is not part of a {placeholder}")
            }
            phrases[key] = phrase
        }
        guard let direction = TextDirection(rawValue: texts["locale.direction"] ?? "") else {
            throw CatalogueError(file: path, key: "locale.direction", "write \"ltr\" or \"rtl\"")
        }
        guard let name = texts["locale.name"], !name.isEmpty else {
            throw CatalogueError(file: path, key: "locale.name", "write the language's name for itself")
        }
        return Words(locale: locale, languageName: name, direction: direction, file: path, phrases: phrases)
    }

    private static func collect(_ node: Node, under prefix: String, into texts: inout [String: String]) {
        switch node {
        case .text(let text):
            texts[prefix] = text
        case .section(let children):
            for (key, child) in children {
                collect(child, under: prefix.isEmpty ? key : "\(prefix).\(key)", into: &texts)
            }
        }
    }

    private static func reason(_ error: any Error) -> String {
        switch error {
        case DecodingError.dataCorrupted(let context), DecodingError.typeMismatch(_, let context):
            let key = context.codingPath.map(\.stringValue).joined(separator: ".")
            return key.isEmpty ? context.debugDescription : "\(key): \(context.debugDescription)"
        default:
            return "the file cannot be opened"
        }
    }
}
