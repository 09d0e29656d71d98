import HTTPTypes
import Hummingbird
import Logging
import Synchronization

/// Says who may not come in just now, and warns the operator, once each, of proxies that make addresses unknowable.
final class Gatekeeper: Sendable {
    let limits: RateLimits
    private let callers: CallerReader
    private let hasWarnedOfUndeclared = Atomic(false)
    private let hasWarnedOfSilent = Atomic(false)

    init(limits: RateLimits, trustedProxies: [AddressBlock]) {
        self.limits = limits
        callers = CallerReader(trusted: trustedProxies)
    }

    /// Counts a request for a customer's page; how long to wait if it is one too many.
    func wait(_ request: Request, _ context: LatchkeyContext) -> Duration? {
        client(request, context).flatMap(limits.address)
    }

    /// Counts a token or key that is not ours; how long to wait if it is one too many.
    func waitAfterMiss(_ request: Request, _ context: LatchkeyContext) -> Duration? {
        client(request, context).flatMap(limits.miss)
    }

    private func client(_ request: Request, _ context: LatchkeyContext) -> IPAddress? {
        let peer = context.peer.flatMap { IPAddress($0) }
        switch callers.caller(peer: peer, forwarded: request.headers[values: .forwardedFor]) {
        case .client(let address): return address
        case .exempt: return nil
        case .undeclaredProxy: warnOfUndeclaredProxy(at: context)
        case .silentProxy: warnOfSilentProxy(at: context)
        }
        return nil
    }

    private func warnOfUndeclaredProxy(at context: LatchkeyContext) {
        guard !hasWarnedOfUndeclared.exchange(true, ordering: .relaxed) else { return }
        context.logger.warning(
            """
            A proxy that is not declared passes requests on, so no client is limited by its address. If it is yours, set \
            LATCHKEY_TRUSTED_PROXIES to its address.
            """, metadata: ["proxy": "\(context.peer?.ipAddress ?? "unknown")"])
    }

    private func warnOfSilentProxy(at context: LatchkeyContext) {
        guard !hasWarnedOfSilent.exchange(true, ordering: .relaxed) else { return }
        context.logger.warning(
            """
            A proxy of LATCHKEY_TRUSTED_PROXIES sends no X-Forwarded-For, so no client is limited by its address. Let it \
            add that field.
            """, metadata: ["proxy": "\(context.peer?.ipAddress ?? "unknown")"])
    }
}
