extension Words {
    /// The tag by which sums and dates are written: the first of `tags` in this language, so that a customer of another country
    /// than the catalogue's reads the same words with their own country's figures.
    func figureLocale(of tags: [String?]) -> String {
        tags.compactMap(\.self).first { Self.language($0) == Self.language(locale) } ?? locale
    }

    private static func language(_ tag: String) -> String {
        String(tag.lowercased().prefix { $0 != "-" && $0 != "_" })
    }
}
