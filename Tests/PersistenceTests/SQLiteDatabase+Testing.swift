@testable import Persistence

extension SQLiteDatabase {
    /// Lets the file grow to so many pages: a disk that is full, without filling one.
    func limitPages(to count: Int) async throws {
        _ = try await write { try $0.rows("PRAGMA max_page_count = \(count)", []) }
    }
}
