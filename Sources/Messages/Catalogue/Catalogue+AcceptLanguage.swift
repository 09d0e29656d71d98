extension Catalogue {
    /// The tags of an `Accept-Language` header, the dearest first (RFC 9110, section 12.5.4).
    ///
    /// Tags with `q=0` and `*` are left out; what cannot be read is skipped; at most 20 are looked at.
    public static func preferences(acceptLanguage header: String) -> [String] {
        let ranges = header.prefix(1000).split(separator: ",").prefix(20).compactMap(range)
        return ranges.enumerated()
            .sorted { ($1.element.quality, $0.offset) < ($0.element.quality, $1.offset) }
            .map(\.element.tag)
    }

    private static func range(_ text: Substring) -> (tag: String, quality: Double)? {
        let parts = text.split(separator: ";").map { $0.filter { $0 != " " && $0 != "\t" } }
        guard let tag = parts.first, tag != "*", !tag.isEmpty else { return nil }
        guard let parameter = parts.dropFirst().first(where: { $0.lowercased().hasPrefix("q=") }) else {
            return (tag, 1)
        }
        guard let quality = Double(parameter.dropFirst(2)), quality > 0, quality <= 1 else { return nil }
        return (tag, quality)
    }
}
