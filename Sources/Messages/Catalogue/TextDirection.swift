/// Which way a locale is written, as HTML's `dir` takes it.
public enum TextDirection: String, Sendable, CaseIterable {
    case ltr, rtl
}
