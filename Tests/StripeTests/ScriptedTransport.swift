import Synchronization
import Transport

/// The seam to the outside world: gives what the script says, in order, and remembers what was asked.
final class ScriptedTransport: WebTransport {
    enum Answer: Sendable {
        case reply(Int, String, [(String, String)] = [])
        case fault(TransportFault)
    }

    private let script: Mutex<[Answer]>
    private let asked = Mutex<[OutboundRequest]>([])
    private let onSend: @Sendable () -> Void

    init(_ script: [Answer], onSend: @escaping @Sendable () -> Void = {}) {
        self.script = Mutex(script)
        self.onSend = onSend
    }

    var requests: [OutboundRequest] { asked.withLock { $0 } }

    func send(_ request: OutboundRequest) async throws(TransportFault) -> OutboundResponse {
        asked.withLock { $0.append(request) }
        onSend()
        switch script.withLock({ $0.isEmpty ? nil : $0.removeFirst() }) {
        case .reply(let status, let body, let headers):
            return OutboundResponse(
                status: status, headers: headers.map { (name: $0.0, value: $0.1) }, body: Array(body.utf8))
        case .fault(let fault): throw fault
        case nil: throw TransportFault(.queue, .shutDown, detail: "the script is at its end")
        }
    }
}

extension OutboundRequest {
    func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }
}
