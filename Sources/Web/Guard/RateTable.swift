import Recoveries
import Synchronization

/// Counts how often each of many has asked, in bounded memory and constant time.
///
/// A key is kept as 64 bits of a hash that is seeded anew in each process, so that nobody can choose whom they collide
/// with, and no address stands here in the clear. Sets of eight places make up the table: when a set is full, whoever has
/// asked least of late is forgotten. The shards keep threads out of each other's way.
final class RateTable: Sendable {
    private final class Shard: Sendable {
        let places = Mutex<[Place]>([])
    }

    private struct Place {
        var key: UInt64 = 0
        var state = RateState()
    }

    private let limit: RateLimit
    private let shards: [Shard]
    private let setsPerShard: Int

    private static let shardCount = 16
    private static let setSize = 8

    /// - Parameter capacity: how many are remembered at most, at 16 bytes each; rounded up.
    init(_ limit: RateLimit, capacity: Int) {
        self.limit = limit
        let perSet = Self.shardCount * Self.setSize
        setsPerShard = max(1, (capacity + perSet - 1) / perSet)
        shards = (0..<Self.shardCount).map { _ in Shard() }
    }

    /// Decides whether it may happen once more for `key`, and counts it if so.
    func decide(_ key: some Hashable, now: Instant) -> RateDecision {
        let hash = UInt64(bitPattern: Int64(key.hashValue))
        // Zero marks a free place.
        let kept = hash | 1
        let shard = shards[Int(hash >> 60) % Self.shardCount]
        let set = Int((hash >> 8) % UInt64(setsPerShard)) * Self.setSize
        return shard.places.withLock { places in
            if places.isEmpty { places = Array(repeating: Place(), count: setsPerShard * Self.setSize) }
            let index = Self.place(of: kept, in: places[set..<(set + Self.setSize)])
            if places[index].key != kept { places[index] = Place(key: kept) }
            return limit.decide(&places[index].state, now: now)
        }
    }

    /// The place of the key, else the one to take for it: free, or of whoever asked least of late.
    private static func place(of key: UInt64, in set: ArraySlice<Place>) -> Int {
        var best = set.startIndex
        for index in set.indices {
            if set[index].key == key { return index }
            if set[index].state.fullAt < set[best].state.fullAt { best = index }
        }
        return best
    }
}
