/// One `{{…}}` of a template, as far as the check looks at it.
struct TemplateTag: Equatable {
    enum Kind: Equatable {
        case variable, unescaped, section, inverted, close, partial, parent, block, pragma, comment, delimiters
    }

    let kind: Kind
    let name: String
    let line: Int
    /// The last character before the tag on its line, to see an attribute without quotes.
    let before: Character?
    /// Where its inside stands in the source.
    let range: Range<String.Index>
}
