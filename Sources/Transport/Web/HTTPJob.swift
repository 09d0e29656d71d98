import Synchronization

/// One waiting caller's request. Resumed exactly once.
final class HTTPJob: Sendable {
    typealias Outcome = Result<OutboundResponse, TransportFault>

    let request: OutboundRequest
    private let continuation = Mutex<CheckedContinuation<Outcome, Never>?>(nil)
    private let cancellation = Atomic(false)

    init(_ request: OutboundRequest) { self.request = request }

    var isCancelled: Bool { cancellation.load(ordering: .sequentiallyConsistent) }

    func cancel() { cancellation.store(true, ordering: .sequentiallyConsistent) }

    func wait(_ caller: CheckedContinuation<Outcome, Never>) {
        continuation.withLock { $0 = caller }
    }

    func finish(_ outcome: Outcome) {
        let caller = continuation.withLock { caller in
            defer { caller = nil }
            return caller
        }
        caller?.resume(returning: outcome)
    }
}
