/// A database engine: the seam behind which SQLite stands, and PostgreSQL will.
///
/// Closures are synchronous and run on the engine's own threads: nothing can await inside a transaction, and nothing
/// blocks Swift's cooperative pool.
public protocol Database: Sendable {
    /// Grows with every write through this value, once its changes can be read and before its caller hears of it.
    ///
    /// What was read after asking for the generation is what is stored as long as the generation stays the same. It says nothing
    /// of what other processes write.
    var generation: UInt64 { get }

    /// Runs `body` on one consistent snapshot.
    ///
    /// - Throws: what `body` throws, a ``DatabaseFault``, or `CancellationError` when the task is cancelled.
    func read<T: Sendable>(_ body: @Sendable @escaping (any Connection) throws -> T) async throws -> T

    /// Runs `body` in one transaction and returns once its changes are on disk.
    ///
    /// When `body` throws, nothing it changed remains. A write that was asked for is carried out even if its task is
    /// cancelled meanwhile, so that what is known is recorded.
    ///
    /// - Throws: what `body` throws, or a ``DatabaseFault``; then nothing was written.
    func write<T: Sendable>(_ body: @Sendable @escaping (any Connection) throws -> T) async throws -> T
}
