import Foundation
import Recoveries

extension Instant {
    /// `2026-01-31 09:05:00Z`, for tables.
    var text: String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000)
            .formatted(.iso8601.year().month().day().dateTimeSeparator(.space).time(includingFractionalSeconds: false))
            + "Z"
    }
}
