import Synchronization

/// One waiting caller's errand. Resumed exactly once, whoever ends it.
final class MailJob: Sendable {
    typealias Outcome = Result<SMTPReply, TransportFault>

    enum Errand: Sendable {
        case deliver(Envelope)
        case probe
    }

    private enum State {
        case created
        case queued(CheckedContinuation<Outcome, Never>)
        case running(CheckedContinuation<Outcome, Never>)
        case ended
    }

    let errand: Errand
    private let state = Mutex(State.created)
    private let cancellation = Atomic(false)
    private let handedOver = Atomic(false)

    init(_ errand: Errand) { self.errand = errand }

    /// Whether the caller has lost interest; a worker looks at it while nothing irrevocable has happened.
    var isCancelled: Bool { cancellation.load(ordering: .relaxed) }

    /// Takes the continuation of the caller, who may be cancelled already.
    func wait(_ continuation: CheckedContinuation<Outcome, Never>) {
        state.withLock { $0 = .queued(continuation) }
        if isCancelled { endIfQueued(.cancelled) }
    }

    /// Claims the job for a worker; false if it has ended in the queue.
    func begin() -> Bool {
        state.withLock { state in
            guard case .queued(let continuation) = state else { return false }
            state = .running(continuation)
            return true
        }
    }

    /// A queued job ends here; a running one is aborted by its worker, if it still can be.
    func cancel() {
        cancellation.store(true, ordering: .sequentiallyConsistent)
        endIfQueued(.cancelled)
    }

    /// The last byte has left: from here on only the server knows what became of the mail.
    func noteHandedOver() {
        handedOver.store(true, ordering: .sequentiallyConsistent)
    }

    /// Ends a cancelled job whose worker still waits for the server's reply: libcurl cannot be called back from there.
    func abandon() {
        let stage: TransportFault.Stage = handedOver.load(ordering: .sequentiallyConsistent) ? .finalDot : .queue
        let detail = "stopped before the server replied"
        finish(.failure(TransportFault(stage, .cancelled, detail: detail)))
    }

    func endIfQueued(_ kind: TransportFault.Kind) {
        let waiting = state.withLock { state -> CheckedContinuation<Outcome, Never>? in
            guard case .queued(let continuation) = state else { return nil }
            state = .ended
            return continuation
        }
        waiting?.resume(returning: .failure(TransportFault(.queue, kind)))
    }

    func finish(_ outcome: Outcome) {
        let waiting = state.withLock { state -> CheckedContinuation<Outcome, Never>? in
            guard case .running(let continuation) = state else { return nil }
            state = .ended
            return continuation
        }
        waiting?.resume(returning: outcome)
    }
}
