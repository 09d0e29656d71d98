import Messages
import Testing

@Suite("catalogue")
struct CatalogueTests {
    private static let head = #""locale": {"name": "X", "direction": "ltr"}"#

    /// The 24 official languages of the European Union, and seven more.
    private static let shipped = [
        "ar", "bg", "cs", "da", "de", "el", "en", "es", "et", "fi", "fr", "ga", "hr", "hu", "is", "it", "ja", "ko",
        "lt", "lv", "mt", "nb", "nl", "pl", "pt", "ro", "sk", "sl", "sv", "tr", "zh-Hans",
    ]

    private func load(_ en: String, _ other: String) throws -> Catalogue {
        let folder = try TemporaryFolder(["en.json": "{\(Self.head), \(en)}", "fr.json": "{\(Self.head), \(other)}"])
        return try withExtendedLifetime(folder) { try Catalogue(directory: $0.path) }
    }

    @Test("every locale we ship has every string with its placeholders")
    func isComplete() throws {
        #expect(try Catalogue(directory: "\(Sample.templates)/locales").locales == Self.shipped)
    }

    @Test("keys may be nested, and values filled in are never read again")
    func fillsPlaceholders() throws {
        let catalogue = try load(#""a": {"b": "{x} and {y}"}"#, #""a": {"b": "{y} et {x}"}"#)
        #expect(try catalogue.words(in: "fr")("a.b", ["x": "{y}", "y": "2"]) == "2 et {y}")
    }

    @Test(
        "a locale that differs from English is refused, with file and key",
        arguments: [
            (#""z": "1""#, "fr.json: a: is missing"),
            (#""a": "{y}""#, "fr.json: a: its placeholders differ; use exactly {x}"),
            (#""a": "{x}", "b": "more""#, "fr.json: b: is not in"),
            (#""a": "{x""#, "fr.json: a: a brace"),
            (#""a": "{X}""#, "fr.json: a: a brace"),
            (#""a": ["{x}"]"#, "fr.json: cannot be read"),
            (#""a""#, "fr.json: cannot be read"),
        ])
    func refusesDifferences(other: String, words: String) throws {
        let error = #expect(throws: CatalogueError.self) { try load(#""a": "{x}""#, other) }
        #expect(error?.description.contains(words) == true, "\(error?.description ?? "")")
    }

    @Test("a missing folder is named")
    func namesTheFolder() {
        let error = #expect(throws: CatalogueError.self) { try Catalogue(directory: "/nowhere/locales") }
        #expect(error?.file == "/nowhere/locales")
    }

    @Test("a string or a value that is not there is an error, not a hole")
    func refusesHoles() throws {
        let words = try load(#""a": "{x}""#, #""a": "{x}""#).words(in: "en")
        #expect(throws: CatalogueError.self) { try words("b") }
        #expect(throws: CatalogueError.self) { try words("a") }
    }

    @Test(
        "a locale is found by its tag, cut from the right",
        arguments: [
            (["ja-JP"], "ja"), (["JA_jp"], "ja"), (["xx", "ja"], "ja"), (["en-GB", "ja"], "en"), (["xx"], "en"),
            ([], "en"), (["de-AT"], "de"), (["pt-BR"], "pt"), (["zh"], "zh-Hans"), (["zh-CN"], "zh-Hans"),
            (["zh-hans-sg"], "zh-Hans"), (["zh-TW", "ja"], "ja"), (["zh-Hant-HK"], "en"), (["no"], "nb"),
            (["nn-NO"], "nb"),
            (["jav"], "en"), (["-"], "en"), ([""], "en"),
        ])
    func negotiates(preferences: [String], locale: String) throws {
        let catalogue = try Catalogue(directory: "\(Sample.templates)/locales")
        #expect(catalogue.best(for: preferences) == locale)
    }

    @Test("the merchant's locale comes before English")
    func fallsBackToTheMerchant() throws {
        let catalogue = try Catalogue(directory: "\(Sample.templates)/locales")
        #expect(catalogue.best(for: ["xx"], default: "ja-JP") == "ja")
    }

    @Test(
        "Accept-Language is read by its weights",
        arguments: [
            ("ja-JP,ja;q=0.9,en;q=0.8", ["ja-JP", "ja", "en"]), ("en;q=0.5, ja", ["ja", "en"]), ("*", []),
            ("en;q=0, ja;q=0.1", ["ja"]), ("", []), ("en;q=x, ja", ["ja"]), (" fr ; q=0.7 ,de", ["de", "fr"]),
        ])
    func readsTheHeader(header: String, tags: [String]) {
        #expect(Catalogue.preferences(acceptLanguage: header) == tags)
    }
}
