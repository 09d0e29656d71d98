import Hummingbird
import Service
import Synchronization

/// One read of a link, and the pages made of it.
///
/// A page cannot outlive the read that it shows. It depends on that read and its ``Face`` alone, apart from what changes only with
/// a new start: templates, words, keys and settings.
final class Glance: Sendable {
    /// How a page differs between those who look at the same link.
    struct Face: Hashable {
        var locale: String
        var isGzipped: Bool
    }

    /// What was read. Its standing is that of the moment it was read in.
    let visit: Visit
    private let pages = Mutex<[Face: Response]>([:])

    /// One customer reads one or two languages; who asks for more gets a page of their own each time.
    private static let capacity = 4

    init(_ visit: Visit) {
        self.visit = visit
    }

    /// The page with this face, made by `make` when there is none yet.
    func page(_ face: Face, make: () throws -> Response) rethrows -> Response {
        if let page = pages.withLock({ $0[face] }) { return page }
        let page = try make()
        pages.withLock { pages in
            if pages.count < Self.capacity { pages[face] = page }
        }
        return page
    }
}
