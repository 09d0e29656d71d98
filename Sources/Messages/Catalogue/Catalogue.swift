import FoundationEssentials

/// Every word that customers read, per locale: one `LOCALE.json` each, all with exactly the strings of `en`.
///
/// A string that is missing from a locale is an error at start, never a hole filled with English.
public struct Catalogue: Sendable {
    /// The locale that every other is held against, and the last resort of ``best(for:default:)``.
    public static let reference = "en"

    private let words: [String: Words]

    /// Loads every `*.json` of a folder.
    ///
    /// Throws when the folder or `en.json` is missing, a file is not JSON of strings, or a locale's keys or placeholders differ
    /// from those of `en`.
    public init(directory: String) throws(CatalogueError) {
        guard let names = try? FileManager.default.contentsOfDirectory(atPath: directory) else {
            throw CatalogueError(
                file: directory, "there is no such folder; set LATCHKEY_TEMPLATES to the templates folder")
        }
        var words: [String: Words] = [:]
        for name in names.sorted() where name.hasSuffix(".json") {
            let locale = String(name.dropLast(5))
            words[locale] = try CatalogueFile(path: "\(directory)/\(name)", locale: locale).words()
        }
        guard let reference = words[Self.reference] else {
            throw CatalogueError(
                file: "\(directory)/\(Self.reference).json", "is missing; every locale is held against it")
        }
        for locale in words.values.sorted(by: { $0.locale < $1.locale }) {
            try Self.compare(locale, with: reference)
        }
        self.words = words
        byLowercase = Dictionary(words.keys.map { ($0.lowercased(), $0) }) { first, _ in first }
        fallback = reference
    }

    private let fallback: Words
    private let byLowercase: [String: String]

    /// The locales there are, in alphabetical order.
    public var locales: [String] { words.keys.sorted() }

    /// The strings of a locale, or those of `en` when there is no such locale.
    public func words(in locale: String) -> Words {
        words[locale] ?? fallback
    }

    /// The locale that fits best: each preference in turn, cut from the right until one fits (RFC 4647, section 3.4), then
    /// `default` likewise, then `en`.
    ///
    /// - Parameter preferences: BCP 47 tags, the dearest first; `ja-JP` finds `ja`. Case and `_` for `-` do not matter.
    public func best(for preferences: [String], default: String? = nil) -> String {
        let wanted = preferences + [`default`].compactMap(\.self)
        return wanted.lazy.compactMap(lookUp).first ?? Self.reference
    }

    private func lookUp(_ tag: String) -> String? {
        var subtags = tag.lowercased().split(whereSeparator: { $0 == "-" || $0 == "_" }).prefix(8).map(String.init)
        Self.canonicalize(&subtags)
        while !subtags.isEmpty {
            let range = subtags.joined(separator: "-")
            if let locale = byLowercase[range] { return locale }
            subtags.removeLast()
        }
        return nil
    }

    /// Says the script of Chinese and the written form of Norwegian where a tag leaves them out, as browsers do.
    ///
    /// Who writes Chinese in traditional characters is not given simplified ones.
    /// Source: <https://www.unicode.org/reports/tr35/#Likely_Subtags>.
    private static func canonicalize(_ subtags: inout [String]) {
        switch subtags.first {
        case "no", "nn": subtags[0] = "nb"
        case "zh" where subtags.count < 2 || !["hans", "hant"].contains(subtags[1]):
            let isTraditional = subtags.contains { ["tw", "hk", "mo"].contains($0) }
            subtags.insert(isTraditional ? "hant" : "hans", at: 1)
        default: break
        }
    }

    private static func compare(_ words: Words, with reference: Words) throws(CatalogueError) {
        for (key, phrase) in reference.phrases.sorted(by: { $0.key < $1.key }) {
            guard let own = words.phrases[key] else {
                throw CatalogueError(file: words.file, key: key, "is missing; \(reference.file) has it")
            }
            guard own.placeholders == phrase.placeholders else {
                let names = phrase.placeholders.sorted().map { "{\($0)}" }.joined(separator: ", ")
                throw CatalogueError(
                    file: words.file, key: key, "its placeholders differ; use exactly \(names.isEmpty ? "none" : names)"
                )
            }
        }
        if let stray = Set(words.phrases.keys).subtracting(reference.phrases.keys).min() {
            throw CatalogueError(
                file: words.file, key: stray, "is not in \(reference.file); take it out or add it there")
        }
    }
}
