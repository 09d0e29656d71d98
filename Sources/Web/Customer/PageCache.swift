import Recoveries
import Service
import Synchronization

/// What was read of links within the last second, with the pages that were made of it: for who looks, never for who pays.
///
/// It is emptied by every write of this process and after a second, so it holds no more than a burst of requests asks for.
final class PageCache: Sendable {
    fileprivate struct Kept {
        var since: Freshness?
        var glances: [LinkID: Glance] = [:]
    }

    /// How many links are kept at most. With the pages that each may have this bounds the memory to a few megabytes.
    static let capacity = 512

    private let visits: VisitLink
    private let kept = Mutex(Kept())

    init(_ visits: VisitLink) {
        self.visits = visits
    }

    /// What a token leads to; `nil` when it is not ours, which costs no query, or its link is gone.
    func glance(at token: String) async throws -> Glance? {
        guard let id = visits.link(named: token) else { return nil }
        // Asked before the read: what is written from here on makes the answer old.
        let now = visits.freshness
        if let glance = kept.withLock({ $0.glance(id, now) }) { return glance }
        guard let visit = try await visits.visit(link: id) else { return nil }
        let glance = Glance(visit)
        kept.withLock { $0.keep(glance, id, from: now) }
        return glance
    }

    /// The number of links kept now.
    var count: Int { kept.withLock { $0.glances.count } }
}

extension PageCache.Kept {
    fileprivate mutating func glance(_ id: LinkID, _ now: Freshness) -> Glance? {
        guard let since, since.lasts(until: now) else {
            (self.since, glances) = (now, [:])
            return nil
        }
        return glances[id]
    }

    /// Keeps what was read, unless something was written meanwhile.
    fileprivate mutating func keep(_ glance: Glance, _ id: LinkID, from read: Freshness) {
        guard let since, since.lasts(until: read) else { return }
        if glances.count >= PageCache.capacity { glances.removeAll(keepingCapacity: true) }
        glances[id] = glance
    }
}
