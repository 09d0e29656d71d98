import Persistence
import Synchronization

/// A real database that tells when it was used, and can be made to refuse, as a full disk does.
final class WatchedDatabase: Database {
    struct Ticks: Sendable, Equatable {
        var start: Int
        var end: Int
    }

    private struct State {
        var refusesWrites = false
        var refusesReads = false
        var refusals = 0
        var tick = 0
        var reads: [Ticks] = []
        var writes: [Ticks] = []
    }

    /// The database itself, unwatched.
    let base: SQLiteDatabase
    private let signal: Signal
    private let state = Mutex(State())

    init(_ base: SQLiteDatabase, signal: Signal) {
        self.base = base
        self.signal = signal
    }

    /// The last moment at which something began or ended.
    var tick: Int { state.withLock { $0.tick } }
    var refusals: Int { state.withLock { $0.refusals } }
    /// When each read began and ended, in the order of their ends.
    var reads: [Ticks] { state.withLock { $0.reads } }
    /// When each write that was carried out began and ended.
    var writes: [Ticks] { state.withLock { $0.writes } }

    func refuse(writes: Bool = false, reads: Bool = false) {
        state.withLock { ($0.refusesWrites, $0.refusesReads) = (writes, reads) }
    }

    var generation: UInt64 { base.generation }

    func read<T: Sendable>(_ body: @Sendable @escaping (any Connection) throws -> T) async throws -> T {
        defer { signal.fire() }
        let start = try begin { $0.refusesReads }
        let result = try await base.read(body)
        state.withLock { $0.reads.append(Ticks(start: start, end: Self.next(&$0))) }
        return result
    }

    func write<T: Sendable>(_ body: @Sendable @escaping (any Connection) throws -> T) async throws -> T {
        defer { signal.fire() }
        let start = try begin { $0.refusesWrites }
        let result = try await base.write(body)
        state.withLock { $0.writes.append(Ticks(start: start, end: Self.next(&$0))) }
        return result
    }

    private func begin(_ refuses: (State) -> Bool) throws -> Int {
        try state.withLock { state in
            guard !refuses(state) else {
                state.refusals += 1
                throw DatabaseFault(.diskFull, "There is no room left on the disk.")
            }
            return Self.next(&state)
        }
    }

    private static func next(_ state: inout State) -> Int {
        state.tick += 1
        return state.tick
    }
}
