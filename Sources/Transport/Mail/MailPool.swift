/// Sends mail over a bounded number of kept SMTP connections, each with a thread of its own.
///
/// libcurl blocks its thread from the final dot to the server's reply, so mails in flight at once need as many threads.
/// A thread starts when a mail finds no idle one, and ends, with its connection, when it has been idle for a while.
/// Call `shutdown()` before letting go of the pool.
public final class MailPool: MailTransport {
    private let server: MailServer
    private let limit: Int
    private let state = Monitor(State())

    /// Makes a pool for one server; nothing is connected yet.
    ///
    /// - Parameter connections: The most mails in flight at once: 1 to 256, default 16. Other values are brought there.
    public init(_ server: MailServer, connections: Int = 16) {
        self.server = server
        limit = min(max(connections, 1), 256)
    }

    /// Sends one mail, waiting for a free connection first.
    ///
    /// Cancelling the task ends a waiting mail at once and one under way as soon as libcurl looks up (within about two
    /// seconds). When the last byte is out the server's reply is waited for all the same: it may have accepted.
    public func send(_ mail: Envelope) async throws(TransportFault) -> SMTPReply {
        guard mail.isTransmissible else {
            throw TransportFault(.input, .invalidInput, detail: "a message is not empty, has CRLF line ends and no NUL")
        }
        return try await run(MailJob(.deliver(mail)))
    }

    /// Connects anew, as far as TLS and AUTH go, says NOOP and QUIT. No mail is sent.
    ///
    /// - Returns: The reply to NOOP.
    /// - Throws: The fault that a mail would meet before MAIL.
    @discardableResult
    public func probe() async throws(TransportFault) -> SMTPReply {
        try await run(MailJob(.probe))
    }

    /// How long a mail that was cancelled, or a pool that is shut down, waits for a server that is silent.
    private static let patience: Duration = .seconds(5)

    /// Refuses new mail, fails what is queued with `.shutDown`, lets what is under way end, and closes all connections.
    ///
    /// Returns after five seconds at the latest: a thread that waits for a mute server ends with the process.
    public func shutdown() async {
        let queued = state.withLock { state in
            state.isOpen = false
            return state.queue.removeAll()
        }
        queued.forEach { $0.endIfQueued(.shutDown) }
        state.wakeAll()
        let limit = Task {
            try await Task.sleep(for: Self.patience)
            resumeWaiting()
        }
        defer { limit.cancel() }
        await withCheckedContinuation { continuation in
            let isDone = state.withLock { state in
                if state.living > 0 { state.awaitingEnd.append(continuation) }
                return state.living == 0
            }
            if isDone { continuation.resume() }
        }
    }

    private func run(_ job: MailJob) async throws(TransportFault) -> SMTPReply {
        let outcome = await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                job.wait(continuation)
                enqueue(job)
            }
        } onCancel: {
            job.cancel()
            Task {
                try? await Task.sleep(for: Self.patience)
                job.abandon()
            }
        }
        return try outcome.get()
    }
}

extension MailPool {
    private struct State: Sendable {
        var queue = FIFO<MailJob>()
        var isOpen = true
        /// Threads that wait for a job.
        var idle = 0
        /// Threads that wait or work; each counts against the limit.
        var working = 0
        /// Threads that have not ended, those that are closing their connection included.
        var living = 0
        var awaitingEnd: [CheckedContinuation<Void, Never>] = []
    }

    private enum Admission { case queued, needsThread, refused }

    private func enqueue(_ job: MailJob) {
        let admission = state.withLock { state -> Admission in
            guard state.isOpen else { return .refused }
            state.queue.append(job)
            guard state.queue.count > state.idle, state.working < limit else { return .queued }
            state.working += 1
            state.living += 1
            return .needsThread
        }
        switch admission {
        case .queued: state.wakeOne()
        case .needsThread: startThread()
        case .refused: job.endIfQueued(.shutDown)
        }
    }

    private func startThread() {
        guard !BlockingThread.start({ [self] in work() }) else { return }
        // Without a single thread nobody would come for the queue.
        let stranded = state.withLock { state in
            state.working -= 1
            state.living -= 1
            return state.working == 0 ? state.queue.removeAll() : []
        }
        stranded.forEach { $0.endIfQueued(.failed) }
        resumeShutdown()
    }

    private func work() {
        var connection: MailConnection?
        while let job = nextJob() {
            guard job.begin() else { continue }
            do throws(TransportFault) {
                let present = if let connection { connection } else { try MailConnection(server) }
                connection = present
                job.finish(present.run(job))
            } catch {
                job.finish(.failure(error))
            }
        }
        connection = nil
        state.withLock { $0.living -= 1 }
        resumeShutdown()
    }

    /// Waits for a job; nil when the thread should end, which it is then no longer counted for.
    private func nextJob() -> MailJob? {
        state.withLock { $0.idle += 1 }
        return state.wait(atMost: server.timeouts.idle) { state, isLate -> MailJob?? in
            let job = state.queue.popFirst()
            guard job != nil || isLate || !state.isOpen else { return nil }
            state.idle -= 1
            if job == nil { state.working -= 1 }
            return .some(job)
        }
    }

    private func resumeShutdown() {
        if state.withLock({ $0.living == 0 && !$0.isOpen }) { resumeWaiting() }
    }

    private func resumeWaiting() {
        let waiting = state.withLock { state -> [CheckedContinuation<Void, Never>] in
            defer { state.awaitingEnd = [] }
            return state.awaitingEnd
        }
        waiting.forEach { $0.resume() }
    }
}
