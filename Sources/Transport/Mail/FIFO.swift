/// A queue with cheap ends, for the jobs of a pool.
struct FIFO<Element> {
    private var inbox: [Element] = []
    private var outbox: [Element] = []

    var count: Int { inbox.count + outbox.count }

    mutating func append(_ element: Element) { inbox.append(element) }

    mutating func popFirst() -> Element? {
        if outbox.isEmpty {
            outbox = inbox.reversed()
            inbox = []
        }
        return outbox.popLast()
    }

    /// Empties the queue and returns what was in it, first come first.
    mutating func removeAll() -> [Element] {
        defer { self = FIFO() }
        return outbox.reversed() + inbox
    }
}

extension FIFO: Sendable where Element: Sendable {}
