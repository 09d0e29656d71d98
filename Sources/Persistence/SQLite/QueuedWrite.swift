/// A write that waits for its turn, with the caller that waits for it.
struct QueuedWrite: Sendable {
    /// Runs the closure and gives back what resumes its caller, to be called once the commit is on disk.
    let run: @Sendable (any Connection) throws -> @Sendable () -> Void
    /// Tells the caller that nothing was written.
    let fail: @Sendable (any Error) -> Void

    init<T: Sendable>(
        _ body: @Sendable @escaping (any Connection) throws -> T, _ caller: CheckedContinuation<T, any Error>
    ) {
        run = { connection in
            let value = try body(connection)
            return { caller.resume(returning: value) }
        }
        fail = { caller.resume(throwing: $0) }
    }
}
