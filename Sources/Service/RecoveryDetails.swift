import Persistence
public import Recoveries

/// A recovery with what belongs to it, as the merchant reads it.
public struct RecoveryDetails: Sendable, Equatable {
    /// The recovery.
    public var recovery: Recovery
    /// Its messages, oldest first.
    public var notifications: [Notification]
    /// Its history, oldest first.
    public var timeline: [TimelineEntry]
}

extension Connection {
    /// Reads what belongs to a recovery.
    func details(of recovery: Recovery) throws -> RecoveryDetails {
        RecoveryDetails(
            recovery: recovery,
            notifications: try notifications(of: recovery.id, merchant: recovery.merchant),
            timeline: try timeline(of: recovery.id, merchant: recovery.merchant))
    }

    /// Adds a line to a recovery's history.
    func record(
        _ type: String, detail: String? = nil, for recovery: Recovery, surroundings: Surroundings
    ) throws {
        let entry = TimelineEntry(
            id: surroundings.identifier(), recovery: recovery.id, at: surroundings.now(), type: type, detail: detail)
        try insertTimelineEntry(entry, merchant: recovery.merchant)
    }
}
