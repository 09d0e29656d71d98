/// What tests turn: everything else about the engine is fixed.
struct SQLiteSettings: Sendable {
    /// How long a lock of another process is waited for.
    var busyTimeout: Duration = .seconds(5)
    /// How many reads run at once.
    var readers = 4
    /// How many writes may share one transaction, so that none waits long behind others.
    var batchLimit = 256
    /// What is asked of SQLite at each commit; anything but `FULL` is refused.
    var synchronous = "FULL"
    /// Told how many writes each commit carried.
    var onCommit: @Sendable (Int) -> Void = { _ in }
}
