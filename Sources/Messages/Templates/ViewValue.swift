/// One value of a view.
///
/// In a template, `{{name}}` shows a text, escaped for HTML or literal in a text template; `{{#name}}…{{/name}}` shows its inside
/// for a text that is there, a flag that is set, a group, or once for every item of a list; `{{^name}}…{{/name}}` otherwise.
public enum ViewValue: Sendable, Equatable {
    /// Words; `nil` and the empty text count as absent.
    case text(String?)
    /// Whether something is so.
    case flag(Bool)
    /// Names of their own inside a section, or after a dot: `{{group.name}}`.
    case group([String: ViewValue])
    /// The same names for every item of a section.
    case list([[String: ViewValue]])
}
