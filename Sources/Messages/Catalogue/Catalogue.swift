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
        let files = names.sorted().filter { $0.hasSuffix(".json") }
        guard files.contains("\(Self.reference).json") else {
            throw CatalogueError(
                file: "\(directory)/\(Self.reference).json", "is missing; every locale is held against it")
        }
        func file(_ name: String) throws(CatalogueError) -> CatalogueFile {
            try CatalogueFile(path: "\(directory)/\(name)", locale: String(name.dropLast(".json".count)))
        }
        let reference = try file("\(Self.reference).json")
        let index = try CatalogueIndex(reference)
        fallback = try Words(reference, index)
        var words = [Self.reference: fallback]
        for name in files where name != "\(Self.reference).json" {
            let locale = try Words(try file(name), index)
            words[locale.locale] = locale
        }
        self.words = words
        byLowercase = Dictionary(words.keys.map { ($0.lowercased(), $0) }) { first, _ in first }
    }

    private let fallback: Words
    private let byLowercase: [String: String]

    /// The locales there are, in alphabetical order.
    public var locales: [String] { words.keys.sorted() }

    /// The strings of a locale, or those of `en` when there is no such locale.
    public func words(in locale: String) -> Words {
        words[locale] ?? fallback
    }

    /// Whether there is a locale of exactly that name.
    public func has(_ locale: String) -> Bool {
        words[locale] != nil
    }

    /// The locale that fits best: each preference in turn, cut from the right until one fits (RFC 4647, section 3.4), then
    /// `default` likewise, then `en`.
    ///
    /// - Parameter preferences: BCP 47 tags, the dearest first; `ja-JP` finds `ja`. Case and `_` for `-` do not matter.
    public func best(for preferences: [String], default: String? = nil) -> String {
        let wanted = preferences + [`default`].compactMap(\.self)
        return wanted.lazy.compactMap(locale(for:)).first ?? Self.reference
    }

    /// The locale that fits a BCP 47 tag, cut from the right until one fits; `nil` when none does.
    public func locale(for tag: String) -> String? {
        if has(tag) { return tag }
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
}
