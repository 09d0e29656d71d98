import Hummingbird
import Synchronization

/// Finished pages that say the same, in several languages and codings.
final class KeptPages: Sendable {
    /// How they differ.
    struct Face: Hashable {
        var locale: String
        var isGzipped: Bool
    }

    private let capacity: Int
    private let pages = Mutex<[Face: Response]>([:])

    /// - Parameter capacity: how many are kept; who asks for more gets a page of their own each time.
    init(capacity: Int) {
        self.capacity = capacity
    }

    /// The page with this face, made by `make` when there is none yet.
    func page(_ face: Face, make: () throws -> Response) rethrows -> Response {
        if let page = pages.withLock({ $0[face] }) { return page }
        let page = try make()
        pages.withLock { pages in
            if pages.count < capacity { pages[face] = page }
        }
        return page
    }
}
