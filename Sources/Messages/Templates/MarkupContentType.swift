import Mustache

/// Escapes for HTML scalar by scalar.
///
/// Mustache's own escaping compares whole characters, so a quotation mark followed by a combining accent would pass it unescaped
/// and end an attribute.
struct MarkupContentType: MustacheContentType {
    static let pragma = "{{%CONTENT_TYPE:MARKUP}}"
    /// Registered once for the process, at first use.
    static let registered: Void = MustacheContentTypes.register(Self(), named: "MARKUP")

    func escapeText(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in text.unicodeScalars {
            if let entity = Self.entities[scalar] {
                escaped.append(contentsOf: entity.unicodeScalars)
            } else {
                escaped.append(scalar)
            }
        }
        return String(escaped)
    }

    private static let entities: [Unicode.Scalar: String] = [
        "<": "&lt;", ">": "&gt;", "&": "&amp;", "\"": "&quot;", "'": "&#39;",
    ]
}
