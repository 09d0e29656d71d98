import Synchronization

/// Sends HTTP requests over one `curl_multi`: HTTP/2 where TLS offers it, connections kept and shared.
///
/// One thread of its own does all of libcurl's work; callers await. The thread starts with the first request and ends
/// with `shutdown()`, which must be called before letting go of the engine.
public final class HTTPEngine: WebTransport {
    private let state = Mutex(State())

    /// Makes an engine; nothing is connected yet.
    public init() {}

    /// Sends one request and returns the complete response.
    ///
    /// Cancelling the task takes the request off at once; what the server made of it stays unknown.
    public func send(_ request: OutboundRequest) async throws(TransportFault) -> OutboundResponse {
        try request.validate()
        let job = HTTPJob(request)
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                job.wait(continuation)
                submit(job)
            }
        } onCancel: {
            job.cancel()
            nudge()
        }
        return try outcome.get()
    }

    /// Refuses new requests, fails those under way with `.shutDown`, and closes all connections.
    public func shutdown() async {
        await withCheckedContinuation { continuation in
            let isRunning = state.withLock { state in
                state.isOpen = false
                if state.isRunning { state.awaitingEnd.append(continuation) }
                return state.isRunning
            }
            if isRunning { nudge() } else { continuation.resume() }
        }
    }
}

extension HTTPEngine {
    private struct State: Sendable {
        var incoming: [HTTPJob] = []
        var isOpen = true
        /// Whether the thread lives.
        var isRunning = false
        /// The running loop's bell; nil once nobody would hear it.
        var bell: CurlMulti.Bell?
        var awaitingEnd: [CheckedContinuation<Void, Never>] = []
    }

    private enum Admission { case accepted, needsThread, refused }

    private func submit(_ job: HTTPJob) {
        let admission = state.withLock { state -> Admission in
            guard state.isOpen else { return .refused }
            state.incoming.append(job)
            state.bell?.ring()
            defer { state.isRunning = true }
            return state.isRunning ? .accepted : .needsThread
        }
        switch admission {
        case .accepted: break
        case .needsThread:
            if !BlockingThread.start({ [self] in run() }) { end(.failed) }
        case .refused: job.finish(.failure(TransportFault(.queue, .shutDown)))
        }
    }

    /// The bell is rung under the lock, so it cannot be gone while it rings.
    private func nudge() {
        state.withLock { $0.bell?.ring() }
    }

    private func run() {
        do throws(TransportFault) {
            let loop = HTTPLoop(try CurlMulti())
            state.withLock { $0.bell = loop.multi.bell }
            while let jobs = nextJobs() { loop.turn(with: jobs) }
            // Before the loop's last use: its handle goes with it.
            state.withLock { $0.bell = nil }
            loop.abandon()
        } catch {
            return end(error.kind)
        }
        end(.shutDown)
    }

    /// The jobs that came in; nil when it is time to end.
    private func nextJobs() -> [HTTPJob]? {
        state.withLock { state in
            guard state.isOpen else { return nil }
            defer { state.incoming = [] }
            return state.incoming
        }
    }

    /// The thread's last act: whoever still waits is told.
    private func end(_ kind: TransportFault.Kind) {
        let (jobs, waiting) = state.withLock { state in
            defer {
                state.incoming = []
                state.awaitingEnd = []
                state.isRunning = false
            }
            return (state.incoming, state.awaitingEnd)
        }
        jobs.forEach { $0.finish(.failure(TransportFault(.queue, kind))) }
        waiting.forEach { $0.resume() }
    }
}
