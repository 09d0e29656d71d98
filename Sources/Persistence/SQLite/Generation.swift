import Synchronization

/// Counts commits, so that what was read before one is known to be old.
final class Generation: Sendable {
    private let count = Atomic<UInt64>(0)

    var current: UInt64 { count.load(ordering: .sequentiallyConsistent) }

    func advance() {
        count.add(1, ordering: .sequentiallyConsistent)
    }
}
