import Service

/// One read of a link, and the pages made of it.
///
/// A page cannot outlive the read that it shows. It depends on that read, language and coding alone, apart from what changes only
/// with a new start: templates, words, keys and settings.
final class Glance: Sendable {
    /// What was read. Its standing is that of the moment it was read in.
    let visit: Visit
    /// One customer reads one or two languages.
    let pages = KeptPages(capacity: 4)

    init(_ visit: Visit) {
        self.visit = visit
    }
}
