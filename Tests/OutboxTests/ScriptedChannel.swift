import Channels
import Messages
import Recoveries
import Synchronization

/// The outside world at the network's seam: records what is sent, and answers as told, or not until told.
final class ScriptedChannel: Channel {
    enum Manner: Sendable {
        case answer(Verdict)
        case hold
    }

    private struct State {
        var manner = Manner.answer(.accepted(receipt: "250 2.0.0 Ok"))
        var mails: [RenderedMail] = []
        var present = 0
        var mostPresent = 0
        var tickets = 0
        var held: [Int: CheckedContinuation<Verdict, Never>] = [:]
        var canceled: Set<Int> = []
    }

    /// What a transport says of a message that it was told not to send any more.
    static let stopped = Verdict.deferred(reply: "stopped")

    private let signal: Signal
    private let state = Mutex(State())

    init(signal: Signal) {
        self.signal = signal
    }

    /// Every mail that was to be sent, in order.
    var mails: [RenderedMail] { state.withLock { $0.mails } }
    /// How many wait for their answer.
    var heldCount: Int { state.withLock { $0.held.count } }
    /// The most that were in flight at one time.
    var mostPresent: Int { state.withLock { $0.mostPresent } }

    func set(_ manner: Manner) {
        state.withLock { $0.manner = manner }
    }

    /// Answers everything that waits.
    func release(_ verdict: Verdict) {
        let held = state.withLock { state in
            defer { state.held = [:] }
            return state.held.values
        }
        held.forEach { $0.resume(returning: verdict) }
    }

    func deliver(_ message: RenderedMessage) async -> Verdict {
        let manner = enter(message)
        let verdict =
            switch manner {
            case .answer(let verdict): verdict
            case .hold: await held()
            }
        state.withLock { $0.present -= 1 }
        return verdict
    }

    private func enter(_ message: RenderedMessage) -> Manner {
        defer { signal.fire() }
        return state.withLock { state in
            if case .email(let mail) = message { state.mails.append(mail) }
            state.present += 1
            state.mostPresent = max(state.mostPresent, state.present)
            return state.manner
        }
    }

    private func held() async -> Verdict {
        let ticket = state.withLock { state in
            state.tickets += 1
            return state.tickets
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let isCanceled = state.withLock { state in
                    if !state.canceled.contains(ticket) { state.held[ticket] = continuation }
                    return state.canceled.contains(ticket)
                }
                if isCanceled { continuation.resume(returning: Self.stopped) }
                signal.fire()
            }
        } onCancel: {
            let waiting = state.withLock { state in
                state.canceled.insert(ticket)
                return state.held.removeValue(forKey: ticket)
            }
            waiting?.resume(returning: Self.stopped)
        }
    }
}
