/// One language that a customer can choose.
public struct PageLanguage: Sendable, Equatable {
    /// Its BCP 47 tag.
    public var tag: String
    /// Its name for itself.
    public var name: String
}

extension Catalogue {
    /// Every language there is, by tag.
    public var languages: [PageLanguage] {
        locales.map { PageLanguage(tag: $0, name: words(in: $0).languageName) }
    }
}
