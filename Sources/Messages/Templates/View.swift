/// What a template may show: a struct made for it, never a domain type, so that nothing is shown by accident.
///
/// A view's `values` are the only names its templates can use. ``TemplateLibrary/check()`` compares the templates'
/// tags with the names of ``example``, so every optional part must be present there.
public protocol View: Sendable {
    /// The templates that show this view.
    static var templates: [TemplateName] { get }

    /// A view with every part present, lists with at least one item: it declares the names, and previews the template.
    static var example: Self { get }

    /// The names and what they stand for. Every name is always there; what is missing is `.text(nil)` or `.flag(false)`.
    var values: [String: ViewValue] { get }
}
